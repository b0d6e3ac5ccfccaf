#pragma once

#include <string>
#include <variant>
#include <vector>

#include <mcp/json/json.h>

#include "cli/options.h"

namespace mcpgen {

/// Tool arguments from words of the command line: `key=text` made what `schema` says, `key:=json` taken
/// as it is, `key=@file` and `key:=@file` from a file.
std::variant<mcp::Json, UsageFault> read_arguments(const std::vector<std::string>& words,
                                                   const mcp::Json& schema);

/// `text` as the value that `schema` asks for; the fault says what was expected.
std::variant<mcp::Json, UsageFault> coerce(const std::string& text, const mcp::Json& schema,
                                           const mcp::Json& root);

}  // namespace mcpgen
