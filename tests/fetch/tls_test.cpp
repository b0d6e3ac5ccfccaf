// Whom a fetch believes to be who it is.
#include <openssl/ssl.h>

#include <mcp/fetch/fetcher.h>

#include "catch.h"
#include "web_server.h"

using fetch_test::WebServer;
using mcp::Fetcher;
using tls_test::Authority;
using tls_test::Identity;

namespace {

/// What becomes of a fetch from a server that shows this: an error, or "".
std::string why_not(const Identity& identity, const std::string& trusted, int most_version = 0,
                    bool insecure = false) {
  WebServer server([](auto& exchange) { exchange.answer(200, "{}"); },
                   {.identity = identity, .most_version = most_version});
  auto fetcher = Fetcher::make({.operator_urls = {server.url()}, .insecure = insecure, .ca = trusted});
  REQUIRE(fetcher);
  const auto fetched = (*fetcher)->fetch({.url = server.url()});
  if (fetched) return "";
  CHECK(server.requests().empty());
  return fetched.error().message;
}

}  // namespace

TEST_CASE("a server whose certificate an authority of the operator's signed is asked, over TLS 1.2 and 1.3") {
  const Authority authority;
  const Identity identity = authority.issue("server");
  CHECK(why_not(identity, authority.cert()).empty());
  CHECK(why_not(identity, authority.cert(), TLS1_2_VERSION).empty());
  CHECK(why_not(identity, authority.cert(), TLS1_3_VERSION).empty());
}

TEST_CASE("OUT-04 certificates that are expired, of nobody's or for another host are refused") {
  const Authority authority, other("Other CA");
  for (const bool insecure : {false, true}) {  // plain http is one thing, TLS with anybody another
    CHECK_THAT(why_not(authority.issue("server", 0), authority.cert(), 0, insecure),
               tst::ContainsSubstring("expired"));
    CHECK_THAT(why_not(other.issue("server"), authority.cert(), 0, insecure),
               tst::ContainsSubstring("over TLS"));
    CHECK_THAT(why_not(other.issue("server"), "", 0, insecure), tst::ContainsSubstring("over TLS"));
    CHECK_THAT(why_not(authority.issue("server", 30, "DNS:other.example"), authority.cert(), 0, insecure),
               tst::ContainsSubstring("over TLS"));
    CHECK_THAT(why_not(authority.issue("localhost", 30, "IP:127.0.0.1"), authority.cert(), 0, insecure),
               tst::ContainsSubstring("over TLS"));
  }
}

TEST_CASE("OUT-04 a server that speaks nothing newer than TLS 1.1 is refused") {
  const Authority authority;
  const Identity identity = authority.issue("server");
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION})
    CHECK_THAT(why_not(identity, authority.cert(), version), tst::ContainsSubstring("over TLS"));
}

TEST_CASE("OUT-04 what is no certificate is no reason to trust anybody") {
  const Authority authority;
  CHECK_FALSE(why_not(authority.issue("server"), "no certificate").empty());
}

TEST_CASE("a server that goes away in the middle ends nothing but the fetch") {
  const Authority authority;
  const Identity identity = authority.issue("server");
  WebServer server([](auto&) {}, {.identity = identity});
  auto fetcher = Fetcher::make({.operator_urls = {server.url()}, .ca = authority.cert()});
  REQUIRE(fetcher);
  for (int i = 0; i < 3; ++i)
    CHECK_FALSE((*fetcher)->fetch({.url = server.url(), .form = std::string(1 << 20, 'x')}));
}
