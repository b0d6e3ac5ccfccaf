#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

// Finds values in a text that read_json() has accepted, so that they can be echoed as they were written.

namespace mcp {

/// The text of the value of the member at `index` of an object that has more members than that.
std::string_view member_text(std::string_view object, std::size_t index);

/// The text of each item of an array.
std::vector<std::string_view> item_texts(std::string_view array);

}  // namespace mcp
