#include "cli/console.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include <nlohmann/json.hpp>

#include "support/shown.h"
#include "support/text.h"

namespace mcpgen {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool wants_color(bool terminal) {
  if (is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE")) return true;
  const char* term = std::getenv("TERM");
  return terminal && term != nullptr && std::string_view(term) != "dumb";
}

}  // namespace

void Console::note(std::string_view text) const {
  if (!quiet) err << text << '\n';
}

std::string Console::shown(std::string_view text) const {
  return out_terminal ? visible_lines(text) : std::string(text);
}

std::string Console::shown_json(std::string_view line) const {
  return out_terminal ? visible_json(line) : std::string(line);
}

int Console::fail(ExitCode exit_code, std::string_view code, std::string_view message, std::string_view help,
                  const HttpPlace& place) const {
  if (json) {
    nlohmann::ordered_json envelope = {{"error", {{"code", code}, {"message", message}}}};
    if (place.status != 0) envelope["error"]["status"] = place.status;
    if (!place.url.empty()) envelope["error"]["url"] = place.url;
    const std::string line = envelope.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    err << (terminal ? visible_json(line) : line) << '\n';
  } else {
    err << "mcpgen" << (verb.empty() ? "" : " ") << verb << ": " << visible_lines(message) << '\n';
    if (!help.empty()) err << "help: " << visible_lines(help) << '\n';
  }
  return static_cast<int>(exit_code);
}

std::string visible_lines(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    shown += visible(text.substr(0, end));
    if (end == std::string_view::npos) break;
    shown += '\n';
    text.remove_prefix(end + 1);
  }
  return shown;
}

Console make_console(std::istream& in, std::ostream& out, std::ostream& err) {
  Console console{.in = in, .out = out, .err = err};
  console.terminal = &err == &std::cerr && ::isatty(STDERR_FILENO) == 1;
  console.out_terminal = &out == &std::cout && ::isatty(STDOUT_FILENO) == 1;
  console.asks = console.terminal && &in == &std::cin && ::isatty(STDIN_FILENO) == 1;
  console.color = wants_color(console.terminal);
  return console;
}

}  // namespace mcpgen
