#pragma once

#include <optional>
#include <string_view>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// How many bytes at the start of `text` are one number of the JSON grammar; 0 when there is none.
std::size_t number_length(std::string_view text);

/// The value of `text`, which is one whole number of the JSON grammar: an integer where 64 bits hold
/// it, otherwise a double. Nothing when it is too large for a double.
std::optional<Json> read_number(std::string_view text);

}  // namespace mcp
