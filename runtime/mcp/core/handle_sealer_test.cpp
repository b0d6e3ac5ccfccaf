#include "handle_sealer.h"

#include <thread>

#include "catch.h"

using namespace std::chrono_literals;

namespace {

bool refused(mcp::HandleSealer& sealer, std::string_view sealed, std::string_view binding) {
  const auto opened = sealer.open(sealed, binding);
  return !opened && opened.error().code == mcp::Error::Code::invalid_params;
}

}  // namespace

TEST_CASE("sealed state comes back as often as it is asked for, and the client sees none of it") {
  mcp::HandleSealer sealer;
  const auto sealed = sealer.seal("the state", "binding", 60s);
  REQUIRE(sealed);
  CHECK(sealed->find("state") == std::string::npos);
  for (int i = 0; i < 2; ++i) {
    const auto opened = sealer.open(*sealed, "binding");
    REQUIRE(opened);
    CHECK(*opened == "the state");
  }
}

TEST_CASE("another binding, a changed or unknown handle is refused") {
  mcp::HandleSealer sealer;
  const auto sealed = sealer.seal("state", "binding", 60s);
  REQUIRE(sealed);
  std::string changed = *sealed;
  changed[0] = changed[0] == '0' ? '1' : '0';
  CHECK(refused(sealer, *sealed, "other"));
  CHECK(refused(sealer, *sealed, ""));
  CHECK(refused(sealer, changed, "binding"));
  CHECK(refused(sealer, sealed->substr(1), "binding"));
  CHECK(refused(sealer, "", "binding"));
  CHECK(sealer.open(*sealed, "binding"));
}

TEST_CASE("STORE-10 sealed state expires on the monotonic clock") {
  mcp::HandleSealer sealer;
  const auto gone = sealer.seal("state", "binding", 0s);
  const auto brief = sealer.seal("state", "binding", 1s);
  REQUIRE((gone && brief));
  CHECK(refused(sealer, *gone, "binding"));
  CHECK(sealer.open(*brief, "binding"));
  std::this_thread::sleep_for(1050ms);
  CHECK(refused(sealer, *brief, "binding"));
}

TEST_CASE("a full table forgets the oldest state") {
  mcp::HandleSealer sealer({.entries = 2, .bytes = 100});
  const auto first = sealer.seal("1", "b", 60s);
  const auto second = sealer.seal("2", "b", 60s);
  const auto third = sealer.seal("3", "b", 60s);
  CHECK(refused(sealer, *first, "b"));
  CHECK(sealer.open(*second, "b"));
  CHECK(sealer.open(*third, "b"));

  const auto large = sealer.seal(std::string(99, 'x'), "b", 60s);
  REQUIRE(large);
  CHECK(refused(sealer, *second, "b"));
  CHECK(refused(sealer, *third, "b"));
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
