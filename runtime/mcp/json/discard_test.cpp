#include <mcp/json/discard.h>

#include <utility>

#include <mcp/json/held_json.h>

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

TEST_CASE("a value that is held can be handed on") {
  mcp::HeldJson first = mcp::Json{{"a", 1}};
  mcp::HeldJson second = std::move(first);
  CHECK((*second)["a"] == 1);
  second = mcp::Json{{"b", {2}}};
  CHECK(second->at("b").size() == 1);
}
