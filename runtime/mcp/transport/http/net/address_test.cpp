#include "address.h"

#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "catch.h"

namespace http = mcp::http;

namespace {

bool lies_in(const char* address, const char* network) {
  const auto ip = http::read_ip(address);
  const auto read = http::Network::read(network);
  REQUIRE(ip);
  REQUIRE(read);
  return read->contains(*ip);
}

/// Whom a socket of IPv6 sees there.
http::Client seen_by_v6(const char* text) {
  sockaddr_storage address{};
  auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
  v6.sin6_family = AF_INET6;
  ::inet_pton(AF_INET6, text, &v6.sin6_addr);
  return http::client_of(address);
}

}  // namespace

TEST_CASE("an address lies in a network that begins alike") {
  CHECK(lies_in("10.255.0.1", "10.0.0.0/8"));
  CHECK_FALSE(lies_in("11.0.0.0", "10.0.0.0/8"));
  CHECK(lies_in("192.0.2.1", "192.0.2.1"));
  CHECK_FALSE(lies_in("192.0.2.2", "192.0.2.1"));
  CHECK(lies_in("192.0.2.129", "192.0.2.128/25"));
  CHECK_FALSE(lies_in("192.0.2.127", "192.0.2.128/25"));
  CHECK(lies_in("2001:db8:ffff::1", "2001:db8::/32"));
  CHECK_FALSE(lies_in("2001:db9::1", "2001:db8::/32"));
  CHECK(lies_in("203.0.113.1", "0.0.0.0/0"));
  CHECK_FALSE(lies_in("2001:db8::1", "0.0.0.0/0"));
  CHECK(lies_in("::ffff:10.0.0.1", "10.0.0.0/8"));
}

TEST_CASE("what is no network is not guessed at") {
  for (const char* text :
       {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8", "10/8",
        "::1/64", "::/129", "localhost", "10.0.0.0 /8", "10.0.0.0/8/8"}) {
    INFO(text);
    CHECK_FALSE(http::Network::read(text));
  }
}

TEST_CASE("a client of IPv4 is the same to a socket of IPv6") {
  CHECK(seen_by_v6("::ffff:192.0.2.1").address == "192.0.2.1");
  CHECK(seen_by_v6("::ffff:127.0.0.2").loopback);
  CHECK(seen_by_v6("::1").loopback);
  CHECK_FALSE(seen_by_v6("::2").loopback);
  CHECK_FALSE(seen_by_v6("::127.0.0.1").loopback);
}

TEST_CASE("limits go by an address of IPv4 and by the first half of one of IPv6") {
  CHECK(http::subscriber("192.0.2.1") == "192.0.2.1");
  CHECK(http::subscriber("2001:db8:1:2:3:4:5:6") == http::subscriber("2001:db8:1:2::1"));
  CHECK(http::subscriber("2001:db8:1:2::1") != http::subscriber("2001:db8:1:3::1"));
  CHECK(http::subscriber("").empty());
}
