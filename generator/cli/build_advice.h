#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// What to do about a failed build, told from what the build tools printed. `handlers` are those that the
/// manifest asks for.
std::string build_advice(std::string_view printed, const std::vector<std::string>& handlers);

}  // namespace mcpgen
