#include <mcp/core/shares.h>

#include <optional>
#include <utility>
#include <vector>

#include <mcp/core/caller.h>

#include "catch.h"

using mcp::Caller;
using mcp::Error;
using mcp::Shares;

TEST_CASE("a caller gets its part of the places, and all callers no more than there are") {
  Shares shares("calls", {.total = 3, .each = 2});
  std::vector<Shares::Place> taken;
  for (const char* who : {"a", "a", "b"}) {
    auto place = shares.take(who);
    REQUIRE(place);
    taken.push_back(*std::move(place));
  }
  CHECK(shares.take("c").error().code == Error::Code::unavailable);
  taken.pop_back();
  const auto refused = shares.take("a");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Error::Code::rate_limited);
  CHECK(refused.error().message == "you have 2 calls open, and may have no more");
  CHECK(shares.take("b"));
  CHECK(shares.taken() == 2);
}

TEST_CASE("a place is given back once, by whoever holds it last") {
  std::optional<Shares> shares(std::in_place, "calls", Shares::Limits{.total = 1, .each = 1});
  Shares::Place place = *shares->take("a");
  Shares::Place moved = std::move(place);
  CHECK(shares->taken() == 1);
  moved = {};
  CHECK(shares->taken() == 0);
  moved = *shares->take("a");
  shares.reset();
}

TEST_CASE("callers that nobody told who they are share by address, on this machine not at all") {
  CHECK(Caller{}.share().empty());
  CHECK(Caller{.address = "10.0.0.1"}.share() == "@10.0.0.1");
  const Caller known{.principal = {.issuer = "i", .subject = "@10.0.0.1"}, .address = "10.0.0.1"};
  CHECK(known.share() == known.principal.id());
  CHECK(known.share() != Caller{.address = "10.0.0.1"}.share());
}
