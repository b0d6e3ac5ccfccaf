#include "support/edit_distance.h"

#include "catch.h"

using mcpgen::nearest;

TEST_CASE("GEN-12 the nearest name is found") {
  const std::vector<std::string> keys = {"none",         "api-key",     "jwt",   "oidc",
                                         "oauth-server", "description", "scopes"};
  CHECK(nearest("api_key", keys) == "api-key");
  CHECK(nearest("ApiKey", keys) == "api-key");
  CHECK(nearest("scopess", keys) == "scopes");
  CHECK(nearest("socpes", keys) == "scopes");
  CHECK(nearest("Scopes", keys) == "scopes");
  CHECK(nearest("desc", keys) == "description");
  CHECK(nearest("jwtt", keys) == "jwt");
  CHECK(nearest("jtw", keys) == "jwt");
}

TEST_CASE("GEN-12 what is not near is not proposed") {
  const std::vector<std::string> keys = {"jwt", "oidc", "name"};
  CHECK(nearest("basic", keys).empty());
  CHECK(nearest("xyz", keys).empty());
  CHECK(nearest("j", keys).empty());
  CHECK(nearest("", keys).empty());
  CHECK(nearest("name", keys).empty());
  CHECK(nearest(std::string(100'000, 'n'), keys).empty());
  CHECK(nearest(std::string(200, 'n') + 'a', {std::string(200, 'n') + 'b'}).empty());
}

TEST_CASE("the nearest of several wins, the first among equals") {
  CHECK(nearest("titel", {"tide", "title"}) == "title");
  CHECK(nearest("in", {"inputSchema", "input"}) == "input");
  CHECK(nearest("aac", {"aab", "aad"}) == "aab");
}
