#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcp {

/// Base64 of RFC 4648 section 4, padded, on one line.
std::string to_base64(std::string_view bytes);

/// The bytes that `text` stands for, or nothing when it is not exactly what to_base64() writes.
std::optional<std::string> from_base64(std::string_view text);

/// Base64url of RFC 7515: `-` and `_` for `+` and `/`, and without padding.
std::string to_base64url(std::string_view bytes);

/// The bytes that `text` stands for, or nothing when it is not exactly what to_base64url() writes.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace mcp
