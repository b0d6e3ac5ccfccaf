#include <mcp/core/server.h>

#include "catch.h"

using namespace mcp;

namespace {

Server plain() { return Server({.name = "s", .version = "1"}); }

}  // namespace

TEST_CASE("a schema that cannot be used keeps the server from starting") {
  Server server = plain();
  server.add(Tool{.name = "a", .input_schema_json = R"({"type":"object"})"});
  CHECK(server.problems().empty());
  server.add(Tool{.name = "b", .input_schema_json = R"({"type":"nonsense"})"});
  server.add(Tool{.name = "c", .input_schema_json = "{"});
  server.add(Tool{.name = "d", .output_schema_json = R"({"type":1})", .check_output = true});
  REQUIRE(server.problems().size() == 3);
  CHECK_THAT(server.problems()[0], tst::StartsWith("tool `b` input"));
}

TEST_CASE("what is open to everybody takes no scopes") {
  Server server = plain();
  server.add(Tool{.name = "a", .open = true});
  server.add(Tool{.name = "b", .scopes = {"read"}});
  CHECK(server.problems().empty());
  server.add(Tool{.name = "c", .scopes = {"read"}, .open = true});
  CHECK(server.problems() ==
        std::vector<std::string>{"tool `c` is open to whoever proves nothing, and takes scopes: choose one"});
}

TEST_CASE("names are taken once, templates must be matchable") {
  Server server = plain();
  for (int i = 0; i < 2; ++i) {
    server.add(Tool{.name = "t"});
    server.add(Resource{.name = "r", .uri = "a://b"});
    server.add(Prompt{.name = "p"});
  }
  server.add(Resource{.name = "x", .uri = "a://{b}{c}"});
  CHECK(server.problems() ==
        std::vector<std::string>{"tool `t` is added twice", "resource `a://b` is added twice",
                                 "prompt `p` is added twice",
                                 "resource `a://{b}{c}`: two variables need some text between them"});
}
