// What is fetched by calls that are interrupted, cut short or come before their time.

#include <string>

#include <mcp/fetch/fetcher.h>

#include "../fetch/web_server.h"
#include "catch.h"
#include "interrupted_calls.h"

namespace interrupted {

using fetch_test::Exchange;
using fetch_test::WebServer;
using namespace std::chrono_literals;

TEST_CASE("STORE-15 a fetch brings all of an answer, however often its calls are interrupted or cut short") {
  const bool encrypted = GENERATE(false, true);
  CAPTURE(encrypted);
  const tls_test::Authority authority;
  WebServer::Options options;
  if (encrypted) options.identity = authority.issue("server");
  std::string body;
  for (int i = 0; i < 20'000; ++i) body += std::to_string(i);
  WebServer server([&](Exchange& exchange) { exchange.answer(200, body); }, options);
  auto fetcher = mcp::Fetcher::make(
      {.operator_urls = {server.url()}, .insecure = true, .ca = authority.cert(), .deadline = 20s});
  REQUIRE(fetcher);
  const std::string form = "token=" + std::string(100'000, 't');
  {
    const InterruptedCalls calls(InterruptedCalls::Of::this_thread);
    for (int i = 0; i < 10; ++i) {
      const auto fetched = (*fetcher)->fetch({.url = server.url("/path"), .form = form});
      INFO((fetched ? "" : fetched.error().message));
      REQUIRE(fetched);
      CHECK((fetched->body == body));
    }
    for (const Call call : {Call::receive, Call::send}) {
      for (const Fault fault : {Fault::interrupted, Fault::cut, Fault::postponed})
        CHECK(calls.happened(call, fault));
    }
    CHECK(calls.happened(Call::poll, Fault::interrupted));
  }
  for (const std::string& request : server.requests()) {
    CHECK(request.starts_with("POST /path "));
    CHECK(request.ends_with("\r\n\r\n" + form));
  }
}

}  // namespace interrupted
