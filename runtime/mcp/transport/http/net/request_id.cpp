#include "request_id.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <string_view>

namespace mcp::http {
namespace {

constexpr std::size_t kLongest = 128;

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-';
}

/// Ids only have to differ: nothing is hidden in them.
std::uint64_t random_bits() {
  thread_local std::mt19937_64 source = [] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return std::mt19937_64(seed);
  }();
  return source();
}

}  // namespace

std::string make_request_id() {
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::uint64_t kVersion = 0x7000, kVariant = 0x8000'0000'0000'0000;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto milliseconds =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  const std::uint64_t words[] = {milliseconds << 16 | kVersion | (random_bits() & 0xfff),
                                 kVariant | random_bits() >> 2};
  std::string id;
  id.reserve(36);
  for (std::size_t digit = 0; digit < 32; ++digit) {
    if (digit == 8 || digit == 12 || digit == 16 || digit == 20) id += '-';
    id += kHex[words[digit / 16] >> (60 - 4 * (digit % 16)) & 0xf];
  }
  return id;
}

std::string request_id(const Head& head) {
  const auto given = head[Name::request_id];
  const bool usable =
      given && !given->empty() && given->size() <= kLongest && std::ranges::all_of(*given, is_plain);
  return usable ? std::string(*given) : make_request_id();
}

}  // namespace mcp::http
