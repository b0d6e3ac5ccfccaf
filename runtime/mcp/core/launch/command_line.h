#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/launch/command.h>
#include <mcp/core/launch/settings.h>
#include <mcp/core/result.h>

namespace mcp {

/// What the command line of a generated server asks for.
struct CommandLine {
  enum class Verb {
    none,  ///< nothing was said: serve, or help where nobody could be served
    serve,
    config,
    version,
    help,
    command,  ///< one of a part's: what follows is its own
  };

  Verb verb = Verb::none;
  bool json = false;
  Flags flags{};
  Command* command = nullptr;
  std::vector<std::string_view> arguments{};  ///< of the command
};

/// `arguments` without the program's name; those about an address only where a transport `listens`. The
/// error says what is wrong and what was probably meant.
Result<CommandLine> parse_command_line(std::span<const std::string_view> arguments,
                                       std::span<const Setting> settings, bool listens,
                                       const std::vector<Command*>& commands = {});

}  // namespace mcp
