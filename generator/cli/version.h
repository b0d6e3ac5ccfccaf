#pragma once

#include <string_view>

namespace mcpgen {

/// The tool's version, as CMake's project() has it.
inline constexpr std::string_view kVersion = MCPGEN_VERSION;

}  // namespace mcpgen
