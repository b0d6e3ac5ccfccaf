#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace mcp {

constexpr std::array<bool, 256> plain_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}

inline constexpr std::array<bool, 256> kPlainBytes = plain_bytes();

/// The first byte from `next` on that a JSON string cannot hold, or must not be copied, unseen: a
/// control, a quote, a backslash or the start of a non-ASCII character. `end` when there is none.
inline const char* skip_plain_run(const char* next, const char* end) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = kOnes * 0x80U;
  // Eight bytes at a time; a bit may be set wrongly, but only behind the first that is set rightly.
  while (end - next >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, next, sizeof word);
    const std::uint64_t quote = word ^ (kOnes * '"');
    const std::uint64_t backslash = word ^ (kOnes * '\\');
    const std::uint64_t hits = word | (word - kOnes * 0x20U) | (quote - kOnes) | (backslash - kOnes);
    if ((hits & kHighs) != 0) {
      if constexpr (std::endian::native == std::endian::little)
        return next + std::countr_zero(hits & kHighs) / 8;
      break;
    }
    next += 8;
  }
  while (next != end && kPlainBytes[static_cast<unsigned char>(*next)]) ++next;
  return next;
}

}  // namespace mcp
