#include "verified_tokens.h"

#include <thread>
#include <vector>

#include "catch.h"

using mcp::auth::Seconds;
using mcp::auth::Verified;
using mcp::auth::VerifiedTokens;

namespace {

VerifiedTokens::Digest digest(std::uint8_t n) { return {n}; }

Verified verified(const std::string& subject, double from = 100, double until = 200) {
  return {.principal = {.issuer = "i", .subject = subject}, .from = Seconds(from), .until = Seconds(until)};
}

}  // namespace

TEST_CASE("JWT-09 a token is remembered from when it was verified until it expires") {
  VerifiedTokens tokens(10);
  const auto known_at = [&](double second) {
    tokens.keep(digest(1), verified("ann"));
    const auto found = tokens.find(digest(1), Seconds(second));
    return found != nullptr && found->principal.subject == "ann";
  };
  CHECK(known_at(100));
  CHECK(known_at(199.9));
  CHECK_FALSE(known_at(200));
  CHECK_FALSE(known_at(99));
  CHECK_FALSE(tokens.find(digest(2), Seconds(150)));
}

TEST_CASE("only so many tokens are remembered, those used last") {
  VerifiedTokens tokens(3);
  for (std::uint8_t n = 1; n <= 3; ++n) tokens.keep(digest(n), verified(std::to_string(n)));
  CHECK(tokens.find(digest(1), Seconds(150)));
  tokens.keep(digest(4), verified("4"));
  CHECK(tokens.find(digest(1), Seconds(150)));
  CHECK_FALSE(tokens.find(digest(2), Seconds(150)));
  CHECK(tokens.find(digest(3), Seconds(150)));
  CHECK(tokens.find(digest(4), Seconds(150)));
  VerifiedTokens none(0);
  none.keep(digest(1), verified("ann"));
  CHECK_FALSE(none.find(digest(1), Seconds(150)));
}

TEST_CASE("what two threads keep at once is kept once") {
  VerifiedTokens tokens(4);
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&tokens] {
      for (int turn = 0; turn < 1000; ++turn) {
        const auto n = static_cast<std::uint8_t>(turn % 8);
        tokens.keep(digest(n), verified(std::to_string(n)));
        tokens.find(digest(static_cast<std::uint8_t>(n + 1)), Seconds(turn % 100 == 0 ? 300 : 150));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::size_t known = 0;
  for (std::uint8_t n = 0; n < 8; ++n) {
    if (const auto found = tokens.find(digest(n), Seconds(150))) {
      CHECK(found->principal.subject == std::to_string(n));
      ++known;
    }
  }
  CHECK(known >= 1);
  CHECK(known <= 4);
}
