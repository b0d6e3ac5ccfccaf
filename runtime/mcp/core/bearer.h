#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/authenticator.h>

namespace mcp {

/// What stands in the header Authorization behind `Bearer`; nothing where the request has no such header.
std::optional<std::string_view> bearer_token(const RequestHead& head);

/// The challenge of a mode that takes something behind `Bearer`: whether the request came with what was
/// wrong.
std::string bearer_challenge(const std::string& realm, const RequestHead& head);

/// What can stand in the quotes of a challenge as it is.
bool can_be_quoted(std::string_view text);

}  // namespace mcp
