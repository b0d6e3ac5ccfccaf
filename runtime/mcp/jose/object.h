#pragma once

#include <optional>
#include <string_view>

#include <mcp/json/json_fwd.h>

namespace mcp::jose {

/// The one JSON object that `text` is, no key twice, of the few levels and values that a token needs.
std::optional<Json> read_object(std::string_view text);

}  // namespace mcp::jose
