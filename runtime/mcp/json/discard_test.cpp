#include <mcp/json/discard.h>

#include <mcp/json/json.h>

#include "catch.h"

TEST_CASE("nothing is left of what is discarded") {
  mcp::Json object = {{"a", {{"b", {1, {{"c", "d"}}, nullptr}}}}, {"e", "f"}};
  mcp::discard(object);
  CHECK(object.empty());
  mcp::Json array = {{1, 2}, {{"a", {}}}, "b"};
  mcp::discard(array);
  CHECK(array.empty());
  mcp::Json text = "left as it is";
  mcp::discard(text);
  CHECK(text == "left as it is");
}
