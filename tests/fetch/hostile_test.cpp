// Servers that do whatever they can to hold up, to flood or to mislead whoever asks them.
#include <mcp/fetch/fetcher.h>
#include <mcp/fetch/json_document.h>
#include <mcp/json/json.h>

#include "catch.h"
#include "web_server.h"

using fetch_test::Exchange;
using fetch_test::WebServer;
using mcp::Fetcher;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto kDeadline = 1500ms;  // a busy machine answers within it
constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/// What becomes of a fetch from a server that answers so: an error within the deadline, or "".
std::string why_not(WebServer::Handler handler, Fetcher::Options options = {}) {
  WebServer server(std::move(handler));
  options.operator_urls = {server.url()};
  options.insecure = true;
  options.deadline = kDeadline;
  auto fetcher = Fetcher::make(std::move(options));
  REQUIRE(fetcher);
  const auto begin = Clock::now();
  const auto fetched = (*fetcher)->fetch({.url = server.url("/canary")});
  CHECK(Clock::now() - begin < kDeadline + 1s);
  if (fetched) return "";
  CHECK_THAT(fetched.error().message, !tst::ContainsSubstring("canary"));
  return fetched.error().message;
}

std::string body_of(std::size_t size) {
  return std::string(kOk) + "Content-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, '1');
}

}  // namespace

TEST_CASE("OUT-05 a body has so many bytes at the most") {
  for (const bool chunked : {false, true}) {
    for (const std::size_t size : {256U * 1024 - 1, 256U * 1024, 256U * 1024 + 1}) {
      CAPTURE(chunked, size);
      const std::string why = why_not([&](Exchange& exchange) {
        if (!chunked) {
          exchange.send(body_of(size));
          return;
        }
        exchange.send(std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\n");
        for (std::size_t left = size; left > 0;) {
          const std::size_t part = std::min<std::size_t>(left, 0xfff);
          char length[8];
          std::snprintf(length, sizeof length, "%zx\r\n", part);
          exchange.send(length + std::string(part, '1') + "\r\n");
          left -= part;
        }
        exchange.send("0\r\n\r\n");
      });
      if (size > 256 * 1024)
        CHECK_THAT(why, tst::ContainsSubstring("too many bytes"));
      else
        CHECK(why.empty());
    }
  }
}

TEST_CASE("OUT-05 a body without end is cut off") {
  CHECK_THAT(why_not([](Exchange& exchange) {
               exchange.send(std::string(kOk) + "\r\n");
               while (exchange.send(std::string(4096, '1'))) continue;
             }),
             tst::ContainsSubstring("too many bytes"));
}

TEST_CASE("OUT-05 headers have so many lines and bytes at the most") {
  const auto with_lines = [](int count) {
    return why_not([=](Exchange& exchange) {
      std::string lines;
      for (int i = 0; i < count; ++i) lines += "X: y\r\n";
      exchange.answer(200, "{}", "application/json", lines);
    });
  };
  CHECK(with_lines(96).empty());  // with the status, two more and the empty line: 100
  CHECK_THAT(with_lines(97), tst::ContainsSubstring("too many headers"));
  const auto with_bytes = [](std::size_t size) {
    return why_not([=](Exchange& exchange) {
      exchange.answer(200, "{}", "application/json", "X: " + std::string(size, 'y') + "\r\n");
    });
  };
  CHECK(with_bytes(16 * 1024 - 100).empty());
  CHECK_THAT(with_bytes(16 * 1024), tst::ContainsSubstring("too many headers"));
}

TEST_CASE("OUT-05 headers without end are cut off") {
  CHECK_THAT(why_not([](Exchange& exchange) {
               exchange.send(kOk);
               while (exchange.send("X: canary\r\n")) continue;
             }),
             tst::ContainsSubstring("too many headers"));
  CHECK_FALSE(why_not([](Exchange& exchange) {
                exchange.send(std::string(kOk) + "X: ");
                while (exchange.send(std::string(1000, 'y'))) continue;
              }).empty());
}

TEST_CASE("OUT-05 any number of interim answers ends") {
  CHECK(why_not([](Exchange& exchange) {
          exchange.send("HTTP/1.1 100 Continue\r\n\r\n");
          exchange.answer(200, "{}");
        }).empty());
  CHECK_THAT(why_not([](Exchange& exchange) {
               for (int i = 0; i < 100; ++i) exchange.send("HTTP/1.1 100 Continue\r\n\r\n");
               exchange.answer(200, "{}");
             }),
             tst::ContainsSubstring("too many headers"));
}

TEST_CASE("OUT-05 the deadline is for all of it, however the bytes trickle") {
  const auto trickle = [](std::string text) {
    return why_not([=](Exchange& exchange) {
      for (std::size_t i = 0; exchange.wait(20ms) && exchange.send(text.substr(i % text.size(), 1)); ++i)
        continue;
    });
  };
  CHECK_THAT(trickle("HTTP/1.1 200 OK\r\nX: a very long header that goes on and on and on"),
             tst::ContainsSubstring("within 1500 ms"));
  CHECK_THAT(why_not([](Exchange& exchange) {
               exchange.send(std::string(kOk) + "\r\n");
               while (exchange.wait(20ms) && exchange.send("1")) continue;
             }),
             tst::ContainsSubstring("within 1500 ms"));
  CHECK_THAT(why_not([](Exchange& exchange) { exchange.wait(20s); }),
             tst::ContainsSubstring("within 1500 ms"));
}

TEST_CASE("OUT-05 nothing is unpacked") {
  // 10 MiB of zeros, packed by gzip, begin like this; what follows does not matter.
  const std::string packed("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x01\x01\x00", 15);
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "x-gzip", "gzip, gzip"}) {
    CAPTURE(coding);
    CHECK_THAT(why_not([&](Exchange& exchange) {
                 exchange.answer(200, packed, "application/json",
                                 "Content-Encoding: " + std::string(coding) + "\r\n");
               }),
               tst::ContainsSubstring("packed form"));
  }
  CHECK(why_not([](Exchange& exchange) {
          exchange.answer(200, "{}", "application/json", "Content-Encoding: identity\r\n");
        }).empty());
}

TEST_CASE("OUT-03 redirects are not followed") {
  WebServer target([](Exchange& exchange) { exchange.answer(200, R"({"internal":true})"); });
  for (const int status : {301, 302, 303, 307, 308}) {
    WebServer server([&](Exchange& exchange) {
      exchange.answer(status, "{}", "application/json", "Location: " + target.url("/secret") + "\r\n");
    });
    auto fetcher = Fetcher::make({.operator_urls = {server.url(), target.url()}, .insecure = true});
    REQUIRE(fetcher);
    CAPTURE(status);
    const auto answered = (*fetcher)->fetch({.url = server.url(), .authorization = "Basic YTpi"});
    REQUIRE(answered);
    CHECK(answered->status == status);
    const auto document = mcp::fetch_json_object(**fetcher, {.url = server.url()});
    REQUIRE_FALSE(document);
    CHECK_THAT(document.error().message, tst::ContainsSubstring("not followed"));
    CHECK_THAT(document.error().message, !tst::ContainsSubstring("secret"));
  }
  CHECK(target.connections() == 0);
}

TEST_CASE("what is no HTTP is refused") {
  for (const char* bytes :
       {"", "canary", "HTTP/0.9 200 OK\r\n\r\n", "HTTP/1.1 canary\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: canary\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanary\r\n"}) {
    CAPTURE(bytes);
    CHECK_FALSE(why_not([&](Exchange& exchange) { exchange.send(bytes); }).empty());
  }
}

TEST_CASE("OUT-05 a server that fails again and again is left alone") {
  static Clock::time_point clock_shows{};
  WebServer server([](Exchange& exchange) { exchange.answer(503, "{}"); });
  auto fetcher = Fetcher::make({.operator_urls = {server.url()},
                                .insecure = true,
                                .breaker = {.failures = 3, .pause = 30s, .now = [] { return clock_shows; }}});
  REQUIRE(fetcher);
  for (int i = 0; i < 10; ++i) static_cast<void>((*fetcher)->fetch({.url = server.url()}));
  CHECK(server.connections() == 3);
  const auto refused = (*fetcher)->fetch({.url = server.url()});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, tst::ContainsSubstring("left alone"));
  clock_shows += 30s;
  static_cast<void>((*fetcher)->fetch({.url = server.url()}));
  static_cast<void>((*fetcher)->fetch({.url = server.url()}));
  CHECK(server.connections() == 4);
}

TEST_CASE("OUT-05 what fails at one place of a server does not keep others from being asked for") {
  WebServer server(
      [](Exchange& exchange) { exchange.answer(exchange.path() == "/works" ? 200 : 500, "{}"); });
  auto fetcher =
      Fetcher::make({.operator_urls = {server.url()}, .insecure = true, .breaker = {.failures = 3}});
  REQUIRE(fetcher);
  for (int i = 0; i < 10; ++i) {
    static_cast<void>((*fetcher)->fetch({.url = server.url("/fails")}));
    CHECK((*fetcher)->fetch({.url = server.url("/works")}));
  }
  CHECK(server.connections() == 3 + 10);
}

TEST_CASE("OUT-05 only so many fetches are under way at once") {
  std::atomic<bool> release = false;
  WebServer server([&](Exchange& exchange) {
    while (!release && exchange.wait(5ms)) continue;
    exchange.answer(200, "{}");
  });
  auto fetcher = Fetcher::make({.operator_urls = {server.url()}, .insecure = true, .at_once = 2});
  REQUIRE(fetcher);
  std::vector<std::thread> threads;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] { answered += (*fetcher)->fetch({.url = server.url()}).has_value() ? 1 : 0; });
  while (server.requests().size() < 2) std::this_thread::sleep_for(1ms);
  const auto refused = (*fetcher)->fetch({.url = server.url()});
  release = true;
  for (std::thread& each : threads) each.join();
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, tst::ContainsSubstring("too many fetches"));
  CHECK(answered == 2);
  CHECK((*fetcher)->fetch({.url = server.url()}));
}
