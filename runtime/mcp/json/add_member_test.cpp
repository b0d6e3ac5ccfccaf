#include <mcp/json/add_member.h>

#include <string>

#include <mcp/json/json.h>

#include "catch.h"

TEST_CASE("members are added behind those that are there") {
  mcp::Json object = mcp::Json::object();
  for (int i = 0; i < 20; ++i) {
    mcp::Json& added = mcp::add_member(object, "member number " + std::to_string(i), {i, {{"deep", i}}});
    added.push_back("and more");
  }
  REQUIRE(object.size() == 20);
  int i = 0;
  for (const auto& [name, value] : object.items()) {
    CHECK(name == "member number " + std::to_string(i));
    CHECK(value == mcp::Json{i, {{"deep", i}}, "and more"});
    ++i;
  }
}
