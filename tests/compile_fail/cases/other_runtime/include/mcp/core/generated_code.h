#pragma once

namespace mcp {

inline constexpr int kGeneratedCodeVersion = 2;

}  // namespace mcp
