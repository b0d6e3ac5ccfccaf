#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"

namespace mcpgen {

/// One verb of the tool, with all that its help and the shells' completion need.
struct Command {
  std::string name{};  ///< one word, or the word of a group and its own: "token mint"
  std::string alias{};
  std::string summary{};   ///< one line
  std::string operands{};  ///< "[MANIFEST]"
  std::string examples{};  ///< one a line
  std::string details{};   ///< what the option list does not say; may be empty
  std::vector<Option> options{};
  int (*run)(const Given&, const Console&) = nullptr;
};

/// Every verb, in the order of the help.
const std::vector<Command>& commands();
/// By name or alias; nullptr when there is none.
const Command* find_command(std::string_view name);
/// Those whose names begin with the word of a group; none when there is no such group.
std::vector<const Command*> commands_of_group(std::string_view word);
/// The verb's own options and those that every verb has.
std::vector<Option> options_of(const Command& command);

}  // namespace mcpgen
