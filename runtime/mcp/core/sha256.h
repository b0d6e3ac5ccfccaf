#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mcp {

/// SHA-256 of `bytes`. Ours, because a stdio server links no crypto library.
std::array<std::uint8_t, 32> sha256(std::string_view bytes);

}  // namespace mcp
