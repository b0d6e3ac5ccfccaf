#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/schema/schema.h>

#include "catch.h"

namespace {

using mcp::schema::Schema;

mcp::Json json(std::string_view text) { return std::get<mcp::Json>(mcp::read_json(text)); }

mcp::Json filled(std::string_view schema, std::string_view text) {
  const auto compiled = Schema::compile(json(schema));
  REQUIRE(std::holds_alternative<Schema>(compiled));
  mcp::Json value = json(text);
  CHECK(std::get<Schema>(compiled).fill_in(value));
  return value;
}

std::size_t depth(const mcp::Json& value) {
  std::size_t deepest = 0;
  for (const mcp::Json& inner : value) deepest = std::max(deepest, depth(inner));
  return deepest + 1;
}

}  // namespace

TEST_CASE("a default stands in for what is absent, and for nothing else") {
  constexpr std::string_view kSchema = R"({"properties":{"limit":{"default":20},"order":{"default":"up"},
    "none":{"default":null},"plain":{}}})";
  CHECK(filled(kSchema, "{}") == json(R"({"limit":20,"order":"up"})"));
  CHECK(filled(kSchema, R"({"order":null,"other":1})") == json(R"({"order":null,"other":1,"limit":20})"));
  CHECK(filled(kSchema, "[]") == json("[]"));
  CHECK(filled(R"({"default":1})", "2") == json("2"));
}

TEST_CASE("defaults count at any depth of what is there") {
  constexpr std::string_view kSchema = R"({"$defs":{"page":{"properties":{"size":{"default":10}}}},
    "properties":{"page":{"$ref":"#/$defs/page"},
      "pages":{"prefixItems":[{}],"items":{"$ref":"#/$defs/page"}},
      "named":{"additionalProperties":{"$ref":"#/$defs/page"}}}})";
  CHECK(filled(kSchema, "{}") == json("{}"));
  CHECK(filled(kSchema, R"({"page":{},"pages":[{},{},{"size":1}],"named":{"a":{}}})") ==
        json(R"({"page":{"size":10},"pages":[{},{"size":10},{"size":1}],"named":{"a":{"size":10}}})"));
}

TEST_CASE("the default of what a schema refers to is its own, unless it has one") {
  constexpr std::string_view kDefs = R"("$defs":{"size":{"$anchor":"size","type":"integer","default":10},
    "again":{"$ref":"#/$defs/size"}})";
  const auto with = [&](std::string_view property) {
    return filled(R"({"properties":{"a":)" + std::string(property) + "}," + std::string(kDefs) + "}", "{}");
  };
  CHECK(with(R"({"$ref":"#/$defs/size"})") == json(R"({"a":10})"));
  CHECK(with(R"({"$ref":"#/$defs/again"})") == json(R"({"a":10})"));
  CHECK(with(R"({"$ref":"#size"})") == json(R"({"a":10})"));
  CHECK(with(R"({"$ref":"#/$defs/size","default":5})") == json(R"({"a":5})"));
  CHECK(filled(R"({"properties":{"a":{"$ref":"#/properties/a"}}})", "{}") == json("{}"));
}

TEST_CASE("schemas that hold in any case fill in, alternatives do not") {
  CHECK(filled(R"({"allOf":[{"properties":{"a":{"default":1}}}],"anyOf":[{"properties":{"b":{"default":1}}}],
    "then":{"properties":{"c":{"default":1}}}})",
               "{}") == json(R"({"a":1})"));
}

TEST_CASE("a default is filled in itself, but never without end") {
  CHECK(filled(R"({"properties":{"page":{"default":{},"properties":{"size":{"default":10}}}}})", "{}") ==
        json(R"({"page":{"size":10}})"));
  const mcp::Json tree =
      filled(R"({"properties":{"left":{"$ref":"#","default":{}},"right":{"$ref":"#","default":{}}}})", "{}");
  CHECK(tree == json(R"({"left":{"right":{}},"right":{"left":{}}})"));

  std::string wide = R"({"properties":{)";
  for (int i = 0; i < 12; ++i) wide += '"' + std::to_string(i) + R"(":{"$ref":"#","default":{}},)";
  const auto compiled = Schema::compile(json(wide + R"("x":{}}})"));
  mcp::Json value = mcp::Json::object();
  CHECK_FALSE(std::get<Schema>(compiled).fill_in(value));
  CHECK(depth(value) < 20);
}

TEST_CASE("a long value has all of its defaults") {
  std::string items = "[{}";
  for (int i = 1; i < 20'000; ++i) items += ",{}";
  const mcp::Json value = filled(R"({"items":{"properties":{"a":{"default":1},
    "b":{"default":{},"properties":{"c":{"default":2}}}}}})",
                                 items + "]");
  CHECK(value.back() == json(R"({"a":1,"b":{"c":2}})"));
}
