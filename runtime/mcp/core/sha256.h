#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace mcp {

using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 of `bytes`. Ours, because a stdio server links no crypto library.
Sha256 sha256(std::string_view bytes);
/// The same as 64 hexadecimal digits in lower case.
std::string sha256_hex(std::string_view bytes);

/// For tables by such digests, whose bytes are all as good as random.
struct Sha256Hash {
  std::size_t operator()(const Sha256& digest) const {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
  }
};

}  // namespace mcp
