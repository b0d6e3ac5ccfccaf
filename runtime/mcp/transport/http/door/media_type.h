#pragma once

#include <optional>
#include <string_view>

#include <mcp/transport/http/wire/head.h>

namespace mcp::http {

/// `application/json`, in UTF-8 where it names a charset.
bool is_json(std::optional<std::string_view> content_type);
/// The client takes `type`, which has no parameters; one that does not say takes everything.
bool accepts(const Head& head, std::string_view type);

}  // namespace mcp::http
