#include "proxies.h"

#include <utility>

#include "catch.h"

using mcp::http::Client;
using mcp::http::Head;
using mcp::http::Proxies;
using Lines = std::vector<std::pair<std::string, std::string>>;

namespace {

const Client kProxy{.address = "10.0.0.1", .loopback = true, .name = "CN=proxy"};

Client sender(const Lines& lines) {
  Head head;
  for (const auto& [name, value] : lines) head.add({name, value});
  const auto proxies = Proxies::read({"10.0.0.0/8", "2001:db8::/32"});
  REQUIRE(proxies);
  return proxies->sender(head, kProxy);
}

std::string address(const Lines& lines) { return sender(lines).address; }

}  // namespace

TEST_CASE("HTTP-16 the client is the nearest address that is no trusted proxy") {
  CHECK(address({{"X-Forwarded-For", "192.0.2.1"}}) == "192.0.2.1");
  CHECK(address({{"X-Forwarded-For", "127.0.0.1, 192.0.2.1"}}) == "192.0.2.1");
  CHECK(address({{"X-Forwarded-For", "192.0.2.1, 10.0.0.7"}}) == "192.0.2.1");
  CHECK(address({{"X-Forwarded-For", "127.0.0.1"}, {"x-forwarded-for", "192.0.2.1,10.0.0.7"}}) ==
        "192.0.2.1");
  CHECK(address({{"X-Forwarded-For", "10.0.0.8, 10.0.0.7"}}) == "10.0.0.8");
  CHECK(address({{"X-Forwarded-For", ", 192.0.2.1,"}}) == "192.0.2.1");  // empty items are none
  CHECK(address({{"X-Forwarded-For", "192.0.2.1:4711"}}) == "192.0.2.1");
  CHECK(address({{"X-Forwarded-For", "2001:db9::1"}}) == "2001:db9::1");
  CHECK(address({{"X-Forwarded-For", "[2001:db9::1]:4711"}}) == "2001:db9::1");
  CHECK(address({{"Forwarded", "for=192.0.2.1;proto=https, for=10.0.0.7"}}) == "192.0.2.1");
  CHECK(address({{"Forwarded", "by=x;FOR=\"[2001:db9::1]:4711\""}}) == "2001:db9::1");
  CHECK(address({{"Forwarded", "for=\"a,for=192.0.2.7;\", for=192.0.2.1"}}) == "192.0.2.1");
  for (const char* hidden : {"x=\"", "x=\"\\\"\"", "x=\"\\"}) {  // quotes that a client left open
    const std::string own = std::string("for=192.0.2.7;") + hidden;
    CHECK(address({{"Forwarded", own + ", for=192.0.2.1"}}) == "192.0.2.1");
    CHECK(address({{"Forwarded", own + ", for=\"192.0.2.1:80\""}}) == "192.0.2.1");
  }
  CHECK(address({}) == "10.0.0.1");
}

TEST_CASE("HTTP-16 what is garbled or said in two ways counts for nothing") {
  for (const char* garbled : {"", ",", "unknown", "_hidden", "192.0.2", "192.0.2.1.", "192.0.2.1:x", "[::1",
                              "192.0.2.1, x", "127.0.0.1%00", "\"192.0.2.1\""}) {
    INFO(garbled);
    CHECK(address({{"X-Forwarded-For", garbled}}) == "10.0.0.1");
  }
  for (const char* garbled : {"", "for", "for=", "for=unknown", "192.0.2.1", "for=\"192.0.2.1",
                              "for=192.0.2.1, x", ";;,,=,\"", "for=[::1"}) {
    INFO(garbled);
    CHECK(address({{"Forwarded", garbled}}) == "10.0.0.1");
  }
  CHECK(address({{"X-Forwarded-For", "192.0.2.1"}, {"Forwarded", "for=192.0.2.2"}}) == "10.0.0.1");
  CHECK(address({{"X-Forwarded-For", "192.0.2.1"}, {"Forwarded", "for=192.0.2.1"}}) == "192.0.2.1");
}

TEST_CASE("HTTP-16 nobody becomes this machine by what a header says") {
  CHECK_FALSE(sender({{"X-Forwarded-For", "127.0.0.1"}}).loopback);
  CHECK_FALSE(sender({}).loopback);
  CHECK(sender({}).name.empty());
}

TEST_CASE("scheme and host are what the nearest proxy says") {
  const Client client =
      sender({{"X-Forwarded-Proto", "http, https"}, {"X-Forwarded-Host", "example.com:8443"}});
  CHECK(client.encrypted);
  CHECK(client.host == "example.com:8443");
  CHECK(sender({{"Forwarded", "proto=HTTPS;host=\"example.com:8443\""}}).encrypted);
  CHECK(sender({{"Forwarded", "proto=https;host=\"example.com:8443\""}}).host == "example.com:8443");
  CHECK_FALSE(sender({{"X-Forwarded-Proto", "gopher"}}).encrypted);
  CHECK_FALSE(sender({{"X-Forwarded-Proto", "https"}, {"Forwarded", "proto=http"}}).encrypted);
  CHECK(sender({{"X-Forwarded-Host", "a b"}}).host.empty());
}

TEST_CASE(
    "HTTP-16 who comes by the socket file is a proxy where that is said, and passes nobody off as local") {
  const Client local{.loopback = true};
  CHECK_FALSE(Proxies::read({"10.0.0.0/8"})->trust(local));
  const auto proxies = Proxies::read({"10.0.0.0/8", "unix"});
  REQUIRE(proxies);
  CHECK(proxies->trust(local));
  CHECK_FALSE(proxies->trust(Client{.address = "192.0.2.1"}));
  const mcp::http::Head silent;
  CHECK(proxies->sender(silent, local).address == "unix");
  CHECK_FALSE(proxies->sender(silent, local).loopback);
}

TEST_CASE("a network that is none is named") {
  const auto proxies = Proxies::read({"10.0.0.0/8", "proxy"});
  REQUIRE_FALSE(proxies);
  CHECK(proxies.error().message ==
        "server.trustedProxies takes networks such as 10.0.0.0/8, and `unix`, not `proxy`");
}
