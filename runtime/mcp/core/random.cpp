#include "random.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <sys/random.h>
#include <unistd.h>

namespace mcp {

bool system_random(std::span<unsigned char> out) {
  constexpr std::size_t kMostPerCall = 256;
  while (!out.empty()) {
    const std::size_t size = std::min(out.size(), kMostPerCall);
    if (::getentropy(out.data(), size) != 0) return false;
    out = out.subspan(size);
  }
  return true;
}

Result<std::string> random_handle(RandomSource source) {
  std::array<unsigned char, 16> bytes{};
  if (!source(bytes)) return Error{Error::Code::unavailable, "the operating system gives no random numbers"};
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0f];
  }
  return text;
}

}  // namespace mcp
