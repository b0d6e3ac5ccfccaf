#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mcpgen {

/// One line of JSON that says the same and has all that visible() would change written as JSON has it.
std::string visible_json(std::string_view json);

/// The first code points of `text`, with an ellipsis where there are more.
std::string excerpt(std::string_view text, std::size_t code_points);

}  // namespace mcpgen
