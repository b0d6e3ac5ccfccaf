#pragma once

#include <mcp/schema/schema.h>

namespace mcp {

/// Regular expressions of ECMA-262 (Unicode mode) by PCRE2, with limits on matching time and memory: what
/// would take longer is `too_hard`, never a hang.
schema::PatternCompiler pcre2_patterns();

}  // namespace mcp
