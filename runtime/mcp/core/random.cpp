#include "random.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <sys/random.h>
#include <unistd.h>

#include <mcp/core/hex.h>

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
  return to_hex(bytes);
}

}  // namespace mcp
