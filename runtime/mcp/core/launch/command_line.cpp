#include "command_line.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <mcp/core/launch/listening.h>
#include <mcp/core/nearest_word.h>

namespace mcp {
namespace {

using Verb = CommandLine::Verb;

constexpr std::array<std::pair<std::string_view, Verb>, 4> kVerbs = {{
    {"serve", Verb::serve},
    {"config", Verb::config},
    {"version", Verb::version},
    {"help", Verb::help},
}};

std::vector<std::string_view> flags_with_value(std::span<const Setting> settings, bool listens) {
  std::vector<std::string_view> names = {"--transport", "--log-level", "--config"};
  if (listens) names.insert(names.end(), kListenFlags.begin(), kListenFlags.end());
  for (const Setting& setting : settings) {
    if (!setting.flag.empty()) names.push_back(setting.flag);
  }
  return names;
}

Error one_at_a_time(std::string_view word) {
  return {Error::Code::invalid_params, "one command at a time: `" + std::string(word) + "` is too many"};
}

/// `known` are the flags that take a value.
Result<void> take_flag(CommandLine& line, std::string_view argument, std::vector<std::string_view> known,
                       std::span<const std::string_view>& rest) {
  if (argument == "--help" || argument == "-h") {
    line.verb = Verb::help;
    return {};
  }
  if (argument == "--version") {
    line.verb = Verb::version;
    return {};
  }
  if (argument == "--json") {
    line.json = true;
    return {};
  }
  const std::size_t equals = argument.find('=');
  const std::string_view name = argument.substr(0, equals);
  if (std::ranges::find(known, name) == known.end()) {
    known.insert(known.end(), {"--help", "--version", "--json"});
    return unknown_word("option", name, known);
  }
  std::optional<std::string_view> value;
  if (equals != std::string_view::npos) {
    value = argument.substr(equals + 1);
  } else if (!rest.empty()) {
    value = rest.front();
    rest = rest.subspan(1);
  }
  if (!value) return Error{Error::Code::invalid_params, std::string(name) + " needs a value"};
  line.flags[std::string(name)] = *value;
  return {};
}

Result<void> take_verb(CommandLine& line, std::string_view word, const std::vector<Command*>& commands) {
  const auto verb = std::ranges::find(kVerbs, word, &std::pair<std::string_view, Verb>::first);
  if (verb == kVerbs.end()) {
    std::vector<std::string_view> known;
    known.reserve(kVerbs.size() + commands.size());
    for (const auto& [name, value] : kVerbs) known.push_back(name);
    for (const Command* command : commands) known.push_back(command->name());
    return unknown_word("command", word, known);
  }
  if (line.verb != Verb::none) return one_at_a_time(word);
  line.verb = verb->second;
  return {};
}

}  // namespace

Result<CommandLine> parse_command_line(std::span<const std::string_view> arguments,
                                       std::span<const Setting> settings, bool listens,
                                       const std::vector<Command*>& commands) {
  const std::vector<std::string_view> flags = flags_with_value(settings, listens);
  CommandLine line;
  while (!arguments.empty()) {
    const std::string_view argument = arguments.front();
    arguments = arguments.subspan(1);
    const auto command = std::ranges::find(commands, argument, &Command::name);
    if (command != commands.end()) {
      if (line.verb != Verb::none) return one_at_a_time(argument);
      line.verb = Verb::command;
      line.command = *command;
      line.arguments.assign(arguments.begin(), arguments.end());
      break;
    }
    const auto taken = argument.starts_with('-') ? take_flag(line, argument, flags, arguments)
                                                 : take_verb(line, argument, commands);
    if (!taken) return taken.error();
    if (line.verb == Verb::help) break;  // whatever else was wrong, help is wanted
  }
  if (line.json && line.verb != Verb::config && line.verb != Verb::version && line.verb != Verb::help) {
    return Error{Error::Code::invalid_params, "--json goes with `config` and `version`"};
  }
  return line;
}

}  // namespace mcp
