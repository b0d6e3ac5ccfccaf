#pragma once

#include <string>
#include <string_view>

namespace mcpgen {

/// One line of JSON that says the same and has all that visible() would change written as JSON has it.
std::string visible_json(std::string_view json);

}  // namespace mcpgen
