#pragma once

#include <cstddef>
#include <string_view>

// Finds values in JSON that is known to be well-formed, so that they can be passed on as they were written.

namespace mcp {

/// The text of the value of the member at `index` of an object that has more members than that.
std::string_view member_text(std::string_view object, std::size_t index);

}  // namespace mcp
