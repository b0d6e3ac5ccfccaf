#include "handle_sealer.h"

#include <thread>

#include "catch.h"
#include "sealer_contract.h"

using namespace std::chrono_literals;

using tst::refuses;

TEST_CASE("MCP-10 kept state is good for its binding and time, and under its whole handle only") {
  mcp::HandleSealer sealer;
  tst::check_sealer(sealer);
}

TEST_CASE("STORE-10 sealed state expires on the monotonic clock") {
  mcp::HandleSealer sealer;
  const auto gone = sealer.seal("state", "binding", 0s);
  const auto brief = sealer.seal("state", "binding", 1s);
  REQUIRE((gone && brief));
  CHECK(refuses(sealer, *gone, "binding"));
  CHECK(sealer.open(*brief, "binding"));
  std::this_thread::sleep_for(1050ms);
  CHECK(refuses(sealer, *brief, "binding"));
}

TEST_CASE("a full table forgets the oldest state") {
  mcp::HandleSealer sealer({.entries = 2, .bytes = 100});
  const auto first = sealer.seal("1", "b", 60s);
  const auto second = sealer.seal("2", "b", 60s);
  const auto third = sealer.seal("3", "b", 60s);
  CHECK(refuses(sealer, *first, "b"));
  CHECK(sealer.open(*second, "b"));
  CHECK(sealer.open(*third, "b"));

  const auto large = sealer.seal(std::string(99, 'x'), "b", 60s);
  REQUIRE(large);
  CHECK(refuses(sealer, *second, "b"));
  CHECK(refuses(sealer, *third, "b"));
  CHECK(sealer.open(*large, "b"));

  const auto too_large = sealer.seal(std::string(100, 'x'), "b", 60s);
  REQUIRE_FALSE(too_large);
  CHECK(too_large.error().code == mcp::Error::Code::unavailable);
  CHECK(sealer.open(*large, "b"));
}

TEST_CASE("STORE-14 nothing is sealed when the random source fails") {
  mcp::HandleSealer sealer({.random = [](std::span<unsigned char>) { return false; }});
  const auto sealed = sealer.seal("state", "binding", 60s);
  REQUIRE_FALSE(sealed);
  CHECK(sealed.error().code == mcp::Error::Code::unavailable);
}
