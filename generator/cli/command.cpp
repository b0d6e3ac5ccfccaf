#include "cli/command.h"

#include <algorithm>

#include "cli/commands/commands.h"

namespace mcpgen {

const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      new_command(),           check_command(),   build_command(),        run_command(),
      diff_command(),          stub_command(),    keys_command(),         list_command(),
      call_command(),          inspect_command(), token_keygen_command(), token_mint_command(),
      token_inspect_command(), schema_command(),  explain_command(),      version_command(),
      completion_command(),    help_command(),
  };
  return table;
}

const Command* find_command(std::string_view name) {
  const auto& all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Command& command) {
    return command.name == name || (!command.alias.empty() && command.alias == name);
  });
  return found == all.end() ? nullptr : &*found;
}

std::vector<const Command*> commands_of_group(std::string_view word) {
  const std::string begin = std::string(word) + " ";
  std::vector<const Command*> found;
  for (const Command& command : commands())
    if (command.name.starts_with(begin)) found.push_back(&command);
  return found;
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> options = command.options;
  options.push_back({.name = "quiet", .letter = 'q', .help = "Say nothing but results and errors"});
  options.push_back({.name = "no-color", .help = "No colours, also where NO_COLOR is set"});
  options.push_back({.name = "help", .letter = 'h', .help = "Show this help"});
  return options;
}

}  // namespace mcpgen
