#pragma once

#include <span>
#include <string>
#include <string_view>

#include <mcp/core/result.h>

namespace mcp {

/// A word on the command line of a generated server that one of its parts answers, such as `keys`.
class Command {
 public:
  virtual ~Command() = default;
  virtual std::string_view name() const = 0;
  /// What `--help` says of it, in a line.
  virtual std::string_view summary() const = 0;
  /// `arguments` are what follows its name. What it gives is printed as it is. `invalid_params`: the command
  /// line is wrong; any other error: it could not be done.
  virtual Result<std::string> run(std::span<const std::string_view> arguments) = 0;
};

}  // namespace mcp
