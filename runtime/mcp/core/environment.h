#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/result.h>
#include <mcp/core/server.h>

// The operator's values: resolved at start-up, never compiled in. A variable comes from the process's
// environment, else from the file that NAME_FILE names, else from the fallback of its declaration.

namespace mcp {

struct TemplatePiece;

/// Makes the manifest's `env:` known to the functions below. Launch and Server do this, so it has happened
/// before the back ends of that server are made; a later declaration of the same name wins.
void declare_environment(const std::vector<EnvVariable>& declared);

/// Empty when the variable has no value. An error when NAME_FILE cannot be read or NAME is set as well.
Result<std::optional<std::string>> environment_value(std::string_view name);

/// The text of a file of at most 1 MiB, without the line breaks at its end.
Result<std::string> read_value_file(const std::string& path);

/// Replaces ${NAME}, ${NAME:-default}, ${NAME:?message}, ${file:/path} and $$; any other dollar stays.
/// A variable without a value is an error that names it, unless it is declared as optional.
Result<std::string> expand(std::string_view text);

/// The same for one piece: what it stands for, or why it cannot be had. An argument's is its name.
Result<std::string> operators_value(const TemplatePiece& piece);

/// "`debug`, `info` or `warn`": the values that the variable may have; "" when any will do.
std::string choice_text(const EnvVariable& variable);

/// One line for each of `declared` that is required and has no value, has none of its `values`, or whose
/// file cannot be read.
std::vector<std::string> environment_problems(const std::vector<EnvVariable>& declared);

}  // namespace mcp
