#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcp::schema {

/// Appends "/token" to a JSON Pointer, escaped.
void append_token(std::string& pointer, std::string_view token);

/// The tokens of a JSON Pointer, unescaped; nothing when `pointer` is not one.
std::optional<std::vector<std::string>> pointer_tokens(std::string_view pointer);

}  // namespace mcp::schema
