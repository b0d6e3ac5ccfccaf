#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace mcp {

/// SHA-256 of `bytes`. Ours, because a stdio server links no crypto library.
std::array<std::uint8_t, 32> sha256(std::string_view bytes);
/// The same as 64 hexadecimal digits in lower case.
std::string sha256_hex(std::string_view bytes);

}  // namespace mcp
