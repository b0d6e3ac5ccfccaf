#include "address.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace mcp::http {
namespace {

constexpr Address kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t kMappedBytes = 12;
constexpr std::size_t kBits = 128;
constexpr std::size_t kSubscriberBytes = 8;

bool is_v4(const Address& address) {
  return std::equal(kMapped.begin(), kMapped.begin() + kMappedBytes, address.begin());
}

Address mapped(const in_addr& v4) {
  Address address = kMapped;
  std::memcpy(address.data() + kMappedBytes, &v4, sizeof v4);
  return address;
}

bool is_loopback(const Address& address) {
  constexpr Address kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return is_v4(address) ? address[kMappedBytes] == 127 : address == kLoopback;
}

bool bit(const Address& address, std::size_t at) { return (address[at / 8] >> (7 - at % 8) & 1) != 0; }

}  // namespace

std::optional<Address> read_ip(std::string_view text) {
  const std::string copy(text);
  Address address{};
  if (copy.find(':') != std::string::npos) {
    if (::inet_pton(AF_INET6, copy.c_str(), address.data()) != 1) return {};
    return address;
  }
  in_addr v4{};
  if (::inet_pton(AF_INET, copy.c_str(), &v4) != 1) return {};
  return mapped(v4);
}

std::string ip_text(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_v4(address)) {
    ::inet_ntop(AF_INET, address.data() + kMappedBytes, text.data(), text.size());
  } else {
    ::inet_ntop(AF_INET6, address.data(), text.data(), text.size());
  }
  return text.data();
}

std::optional<Network> Network::read(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto first = read_ip(text.substr(0, slash));
  if (!first) return {};
  const bool written_as_v4 = text.substr(0, slash).find(':') == std::string_view::npos;
  const std::size_t skipped = written_as_v4 ? kMappedBytes * 8 : 0;
  Network network;
  network.first_ = *first;
  network.prefix_ = kBits;
  if (slash < text.size()) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), network.prefix_);
    if (error != std::errc{} || end != digits.data() + digits.size() || network.prefix_ > kBits - skipped)
      return {};
    network.prefix_ += skipped;
  }
  for (std::size_t at = network.prefix_; at < kBits; ++at) {
    if (bit(*first, at)) return {};
  }
  return network;
}

bool Network::contains(const Address& address) const {
  for (std::size_t at = 0; at < prefix_; ++at) {
    if (bit(address, at) != bit(first_, at)) return false;
  }
  return true;
}

Client client_of(const sockaddr_storage& address) {
  Address ip{};
  if (address.ss_family == AF_INET) {
    ip = mapped(reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  } else if (address.ss_family == AF_INET6) {
    std::memcpy(ip.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, ip.size());
  } else {
    return {.loopback = true};
  }
  return {.address = ip_text(ip), .loopback = is_loopback(ip)};
}

std::string subscriber(const std::string& address) {
  auto ip = read_ip(address);
  if (!ip || is_v4(*ip)) return address;
  std::fill(ip->begin() + kSubscriberBytes, ip->end(), static_cast<unsigned char>(0));
  return ip_text(*ip);
}

}  // namespace mcp::http
