#pragma once

#include <string>
#include <string_view>

namespace mcpgen {

/// The rate that `text` comes nearest to: `120/mins by ip` is taken for `120/min per ip`.
std::string near_rate(std::string_view text);

}  // namespace mcpgen
