#include "cli/client/http/challenge.h"

#include "catch.h"

using mcpgen::read_challenge;

TEST_CASE("a challenge names scopes and where tokens come from") {
  const auto challenge = read_challenge(
      R"(ApiKey realm="a, b", Bearer error="insufficient_scope", scope="one two", resource_metadata="https://a.example/x")");
  CHECK(challenge.scope == "one two");
  CHECK(challenge.metadata == "https://a.example/x");
}

TEST_CASE("values may be bare or escaped, and what is no parameter is passed over") {
  CHECK(read_challenge("Bearer SCOPE=one").scope == "one");
  CHECK(read_challenge(R"(Bearer realm="scope=\"no\"", scope="a\"b")").scope == "a\"b");
  for (const char* header :
       {"", "Bearer", "=", "==", "\"", "Bearer scope", "Bearer scope=", ", ,", "a=\"\\"}) {
    CAPTURE(header);
    CHECK(read_challenge(header).scope.empty());
  }
}
