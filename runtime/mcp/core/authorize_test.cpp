#include <mcp/core/authenticator.h>

#include "catch.h"

using namespace mcp;

TEST_CASE("what asks for no scope is open to everybody") { CHECK(authorize({}, {}).has_value()); }

TEST_CASE("every missing scope is named") {
  const Principal caller{.issuer = "i", .subject = "s", .scopes = {"read"}};
  CHECK(authorize(caller, {"read"}).has_value());
  const auto refused = authorize(caller, {"read", "write", "admin"});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Error::Code::forbidden);
  CHECK(refused.error().message == "missing scope: write admin");
}

TEST_CASE("whoever started the server may use whatever there is") {
  CHECK(authorize({.owner = true}, {"read", "write"}).has_value());
}

TEST_CASE("a caller that nobody knows is told to say who it is") {
  CHECK(authorize({}, {"read"}).error().code == Error::Code::unauthorized);
}
