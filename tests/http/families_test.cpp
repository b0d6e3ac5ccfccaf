// IPv4 and IPv6.

#include <memory>

#include <netdb.h>

#include <mcp/transport/http/net/bound.h>

#include "catch.h"
#include "http_server.h"
#include "served.h"
#include "stderr_pipe.h"

namespace http_test {
namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses addresses_of(const std::string& host, std::uint16_t port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  REQUIRE(::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) == 0);
  return {found, ::freeaddrinfo};
}

std::uint16_t port_in(const std::string& url) {
  const std::size_t colon = url.rfind(':') + 1;
  return mcp::read_port(url.substr(colon, url.find('/', colon) - colon)).value();
}

std::string ask(std::string_view host) {
  return "GET /healthz HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n";
}

}  // namespace

TEST_CASE("a server serves at an address of IPv6") {
  if (!mcp::http::bind({"::1", 0, {}})) {
    WARN("this machine has no IPv6");
    return;
  }
  Served served({"--listen", "[::1]:0"});
  REQUIRE_THAT(served.said(), tst::StartsWith("http://[::1]:"));
  const std::uint16_t port = port_in(served.said());
  std::string request = modern("server/discover");
  request.replace(request.find("/mcp"), 4, "/here");
  request.replace(request.find("localhost"), 9, "[::1]:" + std::to_string(port));
  Socket socket(*addresses_of("::1", port));
  CHECK(socket.send(request).receive()->status == 200);
  CHECK(socket.send(ask("[::1]")).receive()->status == 200);
  CHECK(Socket(*addresses_of("::1", port)).send(ask("localhost")).receive()->status == 200);
}

TEST_CASE("a server serves at each address of a name that this machine has") {
  Served served({"--listen", "localhost:0"});
  REQUIRE_THAT(served.said(), tst::StartsWith("http://localhost:"));
  const std::uint16_t port = port_in(served.said());
  const Addresses addresses = addresses_of("localhost", port);
  int reached = 0;
  for (const addrinfo* at = addresses.get(); at != nullptr; at = at->ai_next) {
    if (at->ai_family == AF_INET6 && !mcp::http::bind({"::1", 0, {}})) continue;
    CHECK(Socket(*at).send(ask("localhost")).receive()->status == 200);
    ++reached;
  }
  CHECK(reached > 0);
}

TEST_CASE("all addresses of a name are listened on at one port") {
  const auto bound = mcp::http::bind({"localhost", 0, {}});
  REQUIRE(bound);
  for (const mcp::http::Bound& each : *bound) {
    CHECK(each.loopback);
    CHECK(each.address.port == bound->front().address.port);
  }
  const std::uint16_t port = bound->front().address.port;
  const auto taken = mcp::http::bind({"localhost", port, {}});
  REQUIRE_FALSE(taken);
  CHECK_THAT(taken.error().message, tst::ContainsSubstring("choose another port"));
}

TEST_CASE("an address of a name that this machine does not have is left out with a warning") {
  const mcp::ListenAddress name{"two.example", 0, {}};
  const Addresses own = addresses_of("127.0.0.1", 0);
  const Addresses others = addresses_of("192.0.2.1", 0);
  addrinfo first = *others;
  addrinfo second = *own;
  first.ai_next = &second;
  second.ai_next = nullptr;
  tst::StderrPipe log;
  const auto bound = mcp::http::bind_found(name, &first);
  REQUIRE(bound);
  REQUIRE(bound->size() == 1);
  CHECK(bound->front().address.host == "127.0.0.1");
  CHECK_THAT(log.read_all(), tst::StartsWith("warning 192.0.2.1, which is an address of two.example,"));
  first.ai_next = nullptr;
  const auto none = mcp::http::bind_found(name, &first);
  REQUIRE_FALSE(none);
  CHECK_THAT(none.error().message, tst::ContainsSubstring("this machine has no such address"));
  CHECK(log.read_all().empty());
}

}  // namespace http_test
