#include "public_address.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace mcp {
namespace {

using Bytes = std::span<const unsigned char>;

/// All addresses that begin with these bits.
struct Network {
  std::array<unsigned char, 12> first;
  std::size_t bits;

  bool holds(Bytes address) const {
    const std::size_t whole = bits / 8, rest = bits % 8;
    if (!std::ranges::equal(address.first(whole), Bytes(first).first(whole))) return false;
    return rest == 0 || (address[whole] ^ first[whole]) >> (8 - rest) == 0;
  }
};

/// What the IANA's registry of special addresses does not call globally reachable, and multicast.
constexpr Network kClosedV4[] = {
    {{0}, 8},                  // this network
    {{10}, 8},                 // private
    {{100, 64}, 10},           // of carriers
    {{127}, 8},                // this machine
    {{168, 63, 129, 16}, 32},  // metadata of a cloud, by a public address
    {{169, 254}, 16},          // of this link; metadata of clouds
    {{172, 16}, 12},           // private
    {{192, 0, 0}, 24},         // protocols
    {{192, 0, 2}, 24},         // documentation
    {{192, 88, 99}, 24},       // relays of 6to4
    {{192, 168}, 16},          // private
    {{198, 18}, 15},           // benchmarks
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{224}, 3},  // multicast, reserved, broadcast
};

constexpr Network kOpenV6 = {{0x20}, 3};  // all that was ever given to anybody
constexpr Network kClosedV6[] = {
    {{0x20, 0x01, 0x00}, 23},        // protocols, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x3f, 0xff, 0x00}, 20},
};

/// Networks whose addresses hold one of IPv4, from a byte on.
struct Wrapping {
  Network network;
  std::size_t at;
};
constexpr Wrapping kWrappings[] = {
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},  // mapped
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                    // NAT64
    {{{0x20, 0x02}, 16}, 2},                                 // 6to4
};

bool is_public_v4(Bytes address) {
  return std::ranges::none_of(kClosedV4, [&](const Network& closed) { return closed.holds(address); });
}

bool is_public_v6(Bytes address) {
  for (const Wrapping& wrapping : kWrappings) {
    if (wrapping.network.holds(address)) return is_public_v4(address.subspan(wrapping.at, 4));
  }
  return kOpenV6.holds(address) &&
         std::ranges::none_of(kClosedV6, [&](const Network& closed) { return closed.holds(address); });
}

}  // namespace

bool is_public_address(std::span<const unsigned char> address) {
  if (address.size() == 4) return is_public_v4(address);
  return address.size() == 16 && is_public_v6(address);
}

}  // namespace mcp
