#pragma once

namespace mcp {

/// Changes only when code generated earlier no longer fits the runtime.
inline constexpr int kGeneratedCodeVersion = 1;

}  // namespace mcp
