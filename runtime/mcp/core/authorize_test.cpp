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

TEST_CASE("MCP-13 who proves nothing may use what is open to everybody, and nothing else") {
  const Principal stranger{.stranger = true};
  CHECK(authorize(stranger, {}, true).has_value());
  CHECK(authorize({.issuer = "i", .subject = "s"}, {}, true).has_value());
  for (const std::vector<std::string>& scopes : {std::vector<std::string>{}, {"read"}}) {
    const auto refused = authorize(stranger, scopes);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Error::Code::unauthorized);
    CHECK(refused.error().message == "this is only for callers that prove who they are");
  }
}

TEST_CASE("MCP-13 what is said to be open and to need scopes needs the scopes") {
  CHECK(authorize({.stranger = true}, {"read"}, true).error().code == Error::Code::unauthorized);
  const Principal caller{.issuer = "i", .subject = "s", .scopes = {"write"}};
  CHECK(authorize(caller, {"read"}, true).error().code == Error::Code::forbidden);
  CHECK(authorize(caller, {"write"}, true).has_value());
}

TEST_CASE("a caller that nobody knows is told to say who it is") {
  CHECK(authorize({}, {"read"}).error().code == Error::Code::unauthorized);
}
