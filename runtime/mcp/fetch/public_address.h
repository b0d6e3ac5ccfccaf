#pragma once

#include <span>

namespace mcp {

/// Whether an address, 4 bytes of IPv4 or 16 of IPv6, is one that anybody on the internet may have: none of
/// this machine, of a private network or of a cloud's metadata service, in whatever form IPv6 wraps it.
bool is_public_address(std::span<const unsigned char> address);

}  // namespace mcp
