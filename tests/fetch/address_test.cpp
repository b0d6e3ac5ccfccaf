// Where a fetch may lead.
#include <mcp/fetch/fetcher.h>

#include "catch.h"
#include "web_server.h"

using fetch_test::WebServer;
using mcp::Fetcher;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<Fetcher> make(Fetcher::Options options = {}) {
  options.breaker.failures = 1000;
  auto made = Fetcher::make(std::move(options));
  REQUIRE(made);
  return *std::move(made);
}

std::string why_not(Fetcher& fetcher, const std::string& url) {
  const auto fetched = fetcher.fetch({.url = url});
  if (fetched) return "it was fetched";
  CHECK(fetched.error().code == mcp::Error::Code::unavailable);
  return fetched.error().message;
}

void answer(fetch_test::Exchange& exchange) { exchange.answer(200, R"({"secret":"of this network"})"); }

}  // namespace

TEST_CASE("OUT-01 URLs that lead into this machine or network are refused, however the host is written") {
  WebServer server(answer);
  const auto fetcher = make();
  const std::string port = std::to_string(server.port());
  for (const char* host : {"127.0.0.1",
                           "127.1",
                           "2130706433",
                           "0x7f000001",
                           "0x7f.1",
                           "017700000001",
                           "0177.0.0.1",
                           "0",
                           "0.0.0.0",
                           "localhost",
                           "LOCALHOST",
                           "10.0.0.1",
                           "172.16.0.1",
                           "192.168.1.1",
                           "100.64.0.1",
                           "169.254.169.254",
                           "0xa9fea9fe",
                           "[::1]",
                           "[::]",
                           "[::ffff:10.0.0.1]",
                           "[::ffff:7f00:1]",
                           "[64:ff9b::a00:1]",
                           "[2002:7f00:1::]",
                           "[fe80::1]",
                           "[fe80::1%251]",
                           "[fc00::1]",
                           "[fd00:ec2::254]",
                           "[::127.0.0.1]"}) {
    CAPTURE(host);
    const std::string why = why_not(*fetcher, "https://" + std::string(host) + ":" + port + "/?canary");
    CHECK_THAT(why, tst::ContainsSubstring("not a public one"));
    CHECK_THAT(why, !tst::ContainsSubstring("canary"));
  }
  CHECK(server.connections() == 0);
}

TEST_CASE("OUT-01 only the operator's own origin may lead into this network") {
  WebServer server(answer);
  const auto fetcher = make({.operator_urls = {server.url("/realms/x")}, .insecure = true});
  CHECK(fetcher->fetch({.url = server.url("/elsewhere")}));
  CHECK(fetcher->fetch({.url = "HTTP://LOCALHOST:" + std::to_string(server.port()) + "/"}));
  WebServer other(answer);
  const auto plain = fetcher->fetch({.url = other.url()});
  REQUIRE_FALSE(plain);
  CHECK(plain.error().code == mcp::Error::Code::invalid_params);
  CHECK_THAT(plain.error().message, tst::ContainsSubstring("not asked by plain http"));
  CHECK_THAT(why_not(*fetcher, "https://127.0.0.1:" + std::to_string(server.port())),
             tst::ContainsSubstring("not a public one"));
  CHECK(other.connections() == 0);
}

TEST_CASE("OUT-02 each address that a name has is judged when it is connected to") {
  WebServer server(answer);
  const std::string port = std::to_string(server.port()), name = "rebinding.example:" + port;
  const auto fetcher = make({.hosts = {name + ":127.0.0.2,127.0.0.1"}});
  const std::string why = why_not(*fetcher, "https://" + name + "/");
  CHECK_THAT(why, tst::ContainsSubstring("not a public one"));
  CHECK(server.connections() == 0);
}

TEST_CASE("OUT-02 a name may answer as it likes the second time") {
  WebServer server(answer);
  const std::string name = "rebinding.example:" + std::to_string(server.port());
  const auto fetcher =
      make({.operator_urls = {"http://issuer.example/"}, .insecure = true, .hosts = {name + ":127.0.0.1"}});
  // The origin counts, not what a name stands for: this one is not the operator's.
  CHECK_THAT(why_not(*fetcher, "https://" + name + "/"), tst::ContainsSubstring("127.0.0.1"));
  CHECK(server.connections() == 0);
}

TEST_CASE("proxies, passwords and cookies of the environment mean nothing") {
  WebServer proxy(answer),
      server([](auto&exchange) { exchange.answer(200, "{}", "application/json", "Set-Cookie: a=b\r\n"); });
  const std::string url = "http://127.0.0.1:" + std::to_string(proxy.port());
  for (const char* name : {"http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"})
    ::setenv(name, url.c_str(), 1);
  const auto fetcher = make({.operator_urls = {server.url()}, .insecure = true});
  CHECK(fetcher->fetch({.url = server.url()}));
  CHECK(fetcher->fetch({.url = server.url()}));
  for (const char* name : {"http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"}) ::unsetenv(name);
  CHECK(proxy.connections() == 0);
  for (const std::string& request : server.requests()) {
    CHECK_THAT(request, !tst::ContainsSubstring("Cookie"));
    CHECK_THAT(request, !tst::ContainsSubstring("Authorization"));
    CHECK_THAT(request, !tst::ContainsSubstring("Encoding"));
  }
}
