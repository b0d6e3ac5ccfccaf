#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcp::jose {

/// Base64url of RFC 7515: without padding, and every value has one spelling. Nothing for any other.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace mcp::jose
