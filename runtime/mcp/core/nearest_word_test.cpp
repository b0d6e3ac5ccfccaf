#include "nearest_word.h"

#include <string>

#include "catch.h"

using mcp::nearest_word;

TEST_CASE("GEN-12 the nearest name is found") {
  const std::vector<std::string_view> keys = {"none",         "api-key",     "jwt",   "oidc",
                                              "oauth-server", "description", "scopes"};
  CHECK(nearest_word("api_key", keys) == "api-key");
  CHECK(nearest_word("ApiKey", keys) == "api-key");
  CHECK(nearest_word("scopess", keys) == "scopes");
  CHECK(nearest_word("socpes", keys) == "scopes");
  CHECK(nearest_word("Scopes", keys) == "scopes");
  CHECK(nearest_word("desc", keys) == "description");
  CHECK(nearest_word("jwtt", keys) == "jwt");
  CHECK(nearest_word("jtw", keys) == "jwt");
}

TEST_CASE("GEN-12 what is not near is not proposed") {
  const std::vector<std::string_view> keys = {"jwt", "oidc", "name"};
  CHECK(nearest_word("basic", keys).empty());
  CHECK(nearest_word("xyz", keys).empty());
  CHECK(nearest_word("j", keys).empty());
  CHECK(nearest_word("", keys).empty());
  CHECK(nearest_word("name", keys).empty());
  CHECK(nearest_word(std::string(100'000, 'n'), keys).empty());
  const std::string long_word(200, 'n');
  CHECK(nearest_word(long_word + 'a', {long_word}).empty());
}

TEST_CASE("the nearest of several wins, the first among equals") {
  CHECK(nearest_word("titel", {"tide", "title"}) == "title");
  CHECK(nearest_word("in", {"inputSchema", "input"}) == "input");
  CHECK(nearest_word("aac", {"aab", "aad"}) == "aab");
}

TEST_CASE("who mistypes is told what was probably meant") {
  CHECK(mcp::unknown_word("command", "kesy", {"config", "keys"}).message ==
        "unknown command `kesy`, did you mean `keys`?");
  CHECK(mcp::unknown_word("command", "start", {"config", "keys"}).message == "unknown command `start`");
}
