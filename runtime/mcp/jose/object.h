#pragma once

#include <optional>
#include <string_view>

#include <mcp/json/held_json.h>

namespace mcp::jose {

/// The one JSON object that `text` is, no key twice, of the few levels and values that a token needs.
std::optional<HeldJson> read_object(std::string_view text);

}  // namespace mcp::jose
