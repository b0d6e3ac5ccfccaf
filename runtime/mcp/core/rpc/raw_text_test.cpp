#include <mcp/core/rpc/raw_text.h>

#include "catch.h"

using mcp::member_text;

TEST_CASE("a member's text is found by its place") {
  constexpr std::string_view text = R"( { "a" : "x\"}" , "b":[1,{"c":"]"}], "d" :-1.5e3 } )";
  CHECK(member_text(text, 0) == R"("x\"}")");
  CHECK(member_text(text, 1) == R"([1,{"c":"]"}])");
  CHECK(member_text(text, 2) == "-1.5e3");
  CHECK(member_text(text, 3).empty());
  CHECK(member_text(R"({"a":"\\"})", 0) == R"("\\")");
}
