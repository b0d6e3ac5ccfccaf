#include "known_keys.h"

#include <string>

#include "catch.h"

using mcp::auth::keys::kNever;
using mcp::auth::keys::KnownKeys;

namespace {

KnownKeys::State state(unsigned char n) { return {n}; }

struct Fixture {
  void keep(const std::string& key, unsigned char in = 1) {
    known.keep(state(in), key, {.issuer = "api-key", .subject = "id of " + key}, 100);
  }
  bool knows(const std::string& key, unsigned char in = 1, mcp::auth::keys::Moment now = 0) {
    const auto principal = known.find(state(in), key, now);
    if (principal != nullptr) CHECK(principal->subject == "id of " + key);
    return principal != nullptr;
  }

  KnownKeys known{3};
};

}  // namespace

TEST_CASE("KEY-05 of another state of the database nothing is known") {
  Fixture at;
  CHECK_FALSE(at.knows("a", 0));
  at.keep("a");
  CHECK(at.knows("a"));
  CHECK_FALSE(at.knows("a", 2));
  CHECK_FALSE(at.knows("b"));
  SECTION("who read later knows nothing of what was before") {
    at.keep("b", 2);
    CHECK(at.knows("b", 2));
    CHECK_FALSE(at.knows("a", 2));
    CHECK_FALSE(at.knows("a", 1));
  }
  SECTION("who was slow harms nobody") {
    at.keep("b", 2);
    at.keep("c", 1);
    CHECK_FALSE(at.knows("b", 2));
    CHECK_FALSE(at.knows("c", 2));
  }
}

TEST_CASE("KEY-06 a key is known until it expires, and not beyond") {
  Fixture at;
  at.keep("a");
  CHECK(at.knows("a", 1, 99));
  CHECK_FALSE(at.knows("a", 1, 100));
}

TEST_CASE("only so many keys are known") {
  Fixture at;
  for (const char* key : {"a", "b", "c", "d", "e"}) at.keep(key);
  CHECK(at.knows("e"));
  CHECK(at.knows("a") + at.knows("b") + at.knows("c") + at.knows("d") == 2);
  at.keep("e");
  CHECK(at.knows("a") + at.knows("b") + at.knows("c") + at.knows("d") == 2);
}
