#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/auth/api_key/key.h>
#include <mcp/core/result.h>

namespace mcp::auth::keys {

/// The text of a file, or of standard input for `-`.
Result<std::string> read_keys_text(const std::string& path);

/// A JSON object on each line: `name`, `key`, and perhaps `scopes` of `known` and `expires`. The error names
/// the line, and nothing of a key.
Result<std::vector<ForeignKey>> read_foreign_keys(std::string_view text,
                                                  const std::vector<std::string>& known, Moment now);

}  // namespace mcp::auth::keys
