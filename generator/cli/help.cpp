#include "cli/help.h"

#include <algorithm>
#include <string_view>

#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::size_t kVerbColumn = 15;

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    text += "  " + std::string(lines.substr(0, end)) + "\n";
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return text;
}

std::string spelled(const Option& option) {
  std::string text = option.letter ? "-" + std::string(1, option.letter) + ", " : "    ";
  text += "--" + option.name;
  return option.value.empty() ? text : text + " " + option.value;
}

std::string described(const Option& option) {
  std::string text = option.help;
  if (!option.choices.empty()) text += ": " + one_of(option.choices);
  return option.repeatable ? text + " (repeatable)" : text;
}

/// Options are ours only before what goes to another program.
std::string usage_line(const Command& command) {
  const std::size_t dashes = std::min(command.operands.find("[-- "), command.operands.size());
  const std::string ours = command.operands.substr(0, dashes);
  const std::string line = "mcpgen " + command.name + (ours.empty() ? "" : " ") + ours;
  return line + (line.ends_with(' ') ? "[options] " : " [options]") + command.operands.substr(dashes);
}

}  // namespace

std::string help_page(const Command& command) {
  std::string text = command.summary + ".\n\nExamples:\n" + indented(command.examples);
  text += "\nUsage: " + usage_line(command) + "\n";
  if (!command.details.empty()) text += "\n" + command.details + "\n";
  text += "\nOptions:\n";
  const std::vector<Option> options = options_of(command);
  std::size_t width = 0;
  for (const Option& option : options) width = std::max(width, spelled(option).size());
  for (const Option& option : options)
    text += "  " + padded(spelled(option), width + 2) + described(option) + "\n";
  return text;
}

std::string help_group(std::string_view word) {
  std::string text;
  for (const Command* command : commands_of_group(word))
    text += "  mcpgen " + padded(command->name, kVerbColumn) + command->summary + "\n";
  return text + "\n`mcpgen help " + std::string(word) + " VERB` shows the page of one.\n";
}

std::string help_overview() {
  std::string text =
      "mcpgen makes MCP servers: one manifest in, readable C++ and a single binary out.\n"
      "\nStart here:\n"
      "  mcpgen new hello && cd hello && mcpgen build\n"
      "  mcpgen call greet name=World\n"
      "\nVerbs:\n";
  for (const Command& command : commands())
    text += "  " + padded(command.name, kVerbColumn) + command.summary + "\n";
  return text +
         "\n`mcpgen help VERB` shows the page of a verb, `mcpgen help exit-codes` what the exit code "
         "means.\n";
}

std::string help_exit_codes() {
  return "  0  success\n"
         "  1  the input is at fault: manifest error, lint failure, drift\n"
         "  2  wrong usage of the command\n"
         "  3  authentication needed or refused\n"
         "  4  server or network unreachable\n"
         "  5  the tool call returned isError, or there is no such tool\n"
         "  6  toolchain problem: no compiler, CMake too old, build failed\n"
         " 70  a bug of mcpgen\n"
         "130  interrupted\n"
         "141  nobody reads the output any more\n";
}

}  // namespace mcpgen
