#pragma once

#include <chrono>
#include <string>
#include <variant>

#include <mcp/json/json.h>

#include "cli/options.h"
#include "cli/token/manifest_auth.h"

namespace mcpgen {

/// What a token of the command line is to say, as RFC 9068 has it: --claim counts last.
std::variant<mcp::Json, UsageFault> claims_of(const Given& given, const ManifestAuth& auth,
                                              std::chrono::system_clock::time_point now);

}  // namespace mcpgen
