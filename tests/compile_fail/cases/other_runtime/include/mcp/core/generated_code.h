#pragma once

// As the runtime will say once code that was generated earlier no longer fits it.
namespace mcp {
inline constexpr int kGeneratedCodeVersion = 1'000'000;
}  // namespace mcp
