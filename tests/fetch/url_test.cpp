// Which texts are URLs to be fetched.
#include <mcp/fetch/fetcher.h>
#include <mcp/fetch/json_document.h>
#include <mcp/json/json.h>

#include "catch.h"
#include "web_server.h"

using fetch_test::WebServer;
using mcp::Fetcher;

namespace {

std::unique_ptr<Fetcher> for_server(const WebServer& server) {
  auto made = Fetcher::make({.operator_urls = {server.url()}, .insecure = true});
  REQUIRE(made);
  return *std::move(made);
}

}  // namespace

TEST_CASE("OUT-01 only http and https are spoken, without users in URLs") {
  auto fetcher = Fetcher::make({});
  REQUIRE(fetcher);
  for (const char* url :
       {"file:///etc/passwd", "ftp://issuer.example/", "gopher://issuer.example/", "dict://issuer.example/",
        "ldap://issuer.example/", "https://ann:word@issuer.example/", "https://ann@issuer.example/",
        "issuer.example", "//issuer.example/", "", "https://", "https://issuer.example/a b",
        "https://issuer.example/\r\nHost: x", "https://issu\xc3\xa9r.example/", "http://issuer.example/"}) {
    CAPTURE(url);
    const auto fetched = (*fetcher)->fetch({.url = url});
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().code == mcp::Error::Code::invalid_params);
    CHECK_THAT(fetched.error().message, !tst::ContainsSubstring("word"));
    CHECK_THAT(fetched.error().message, !tst::ContainsSubstring("cannot be asked"));
  }
  CHECK_FALSE((*fetcher)->fetch({.url = "https://127.0.0.1/" + std::string(2048, 'a')}));
}

TEST_CASE("an origin is a scheme, a host and a port") {
  CHECK(*mcp::origin_of("https://issuer.example") == "https://issuer.example:443");
  CHECK(*mcp::origin_of("HTTPS://Issuer.EXAMPLE:443/a/b?c#d") == "https://issuer.example:443");
  CHECK(*mcp::origin_of("http://issuer.example/") == "http://issuer.example:80");
  CHECK(*mcp::origin_of("https://[2001:DB8::1]:8443/") == "https://[2001:db8::1]:8443");
}

TEST_CASE("OUT-04 the operator's URLs are https, unless plain http is allowed in so many words") {
  const auto plain = Fetcher::make({.operator_urls = {"http://issuer.example/"}});
  REQUIRE_FALSE(plain);
  CHECK_THAT(plain.error().message, tst::ContainsSubstring("plain http"));
  CHECK(Fetcher::make({.operator_urls = {"http://issuer.example/"}, .insecure = true}));
  CHECK_FALSE(Fetcher::make({.operator_urls = {"issuer.example"}, .insecure = true}));
}

TEST_CASE("a form is sent by POST, with the authorization of whoever asks") {
  WebServer server([](auto& exchange) { exchange.answer(200, "{}"); });
  const auto fetcher = for_server(server);
  REQUIRE(fetcher->fetch({.url = server.url("/a?b=c"),
                          .accept = "application/json",
                          .form = "token=x&y=z",
                          .authorization = "Basic YTpi"}));
  const std::string request = server.requests().front();
  CHECK_THAT(request, tst::StartsWith("POST /a?b=c HTTP/1.1\r\n"));
  CHECK_THAT(request, tst::ContainsSubstring("\r\nAuthorization: Basic YTpi\r\n"));
  CHECK_THAT(request, tst::ContainsSubstring("\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
  CHECK_THAT(request, tst::ContainsSubstring("\r\n\r\ntoken=x&y=z"));
  CHECK_FALSE(fetcher->fetch({.url = server.url(), .authorization = "a\r\nHost: b"}));
  CHECK(server.connections() == 1);
}

TEST_CASE("a document is JSON with status 200, and says so") {
  struct Case {
    int status;
    const char* type;
    const char* body;
    const char* why;
  };
  const Case cases[] = {
      {200, "application/json", R"({"a":1})", ""},
      {200, "Application/JSON; charset=utf-8", R"({"a":1})", ""},
      {200, "application/jwk-set+json", R"({"a":1})", ""},
      {200, "text/html", R"({"a":1})", "something else than JSON"},
      {200, "text/application/json", R"({"a":1})", "something else than JSON"},
      {200, "application/json", "<html>canary", "no JSON object"},
      {200, "application/json", "[1]", "no JSON object"},
      {200, "application/json", R"({"a":1)", "no JSON object"},
      {200, "application/json", "", "no JSON object"},
      {201, "application/json", R"({"a":1})", "status 201"},
      {404, "application/json", "canary", "status 404"},
      {500, "application/json", "canary", "status 500"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.status, each.type, each.body);
    WebServer server([&](auto& exchange) { exchange.answer(each.status, each.body, each.type); });
    const auto fetcher = for_server(server);
    const auto document = mcp::fetch_json_object(*fetcher, {.url = server.url("/canary")});
    CHECK(document.has_value() == (*each.why == '\0'));
    if (document) continue;
    CHECK_THAT(document.error().message, tst::ContainsSubstring(each.why));
    CHECK_THAT(document.error().message, !tst::ContainsSubstring("canary"));
    CHECK((document.error().code == mcp::Error::Code::not_found) == (each.status == 404));
  }
}
