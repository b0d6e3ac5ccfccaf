#include <mcp/core/rpc/raw_text.h>

#include "catch.h"

using mcp::item_texts;
using mcp::member_text;

TEST_CASE("a member's text is found by its place") {
  constexpr std::string_view text = R"( { "a" : "x\"}" , "b":[1,{"c":"]"}], "d" :-1.5e3 } )";
  CHECK(member_text(text, 0) == R"("x\"}")");
  CHECK(member_text(text, 1) == R"([1,{"c":"]"}])");
  CHECK(member_text(text, 2) == "-1.5e3");
  CHECK(member_text(text, 3).empty());
  CHECK(member_text(R"({"a":"\\"})", 0) == R"("\\")");
}

TEST_CASE("the items of an array are found") {
  CHECK(item_texts("[]").empty());
  CHECK(item_texts(" [ ] ").empty());
  const auto items = item_texts(R"([ 1 ,"a,]" , [2,3] ,{"x":[]}])");
  REQUIRE(items.size() == 4);
  CHECK(items[0] == "1");
  CHECK(items[1] == R"("a,]")");
  CHECK(items[2] == "[2,3]");
  CHECK(items[3] == R"({"x":[]})");
}
