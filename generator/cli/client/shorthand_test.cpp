#include "cli/client/shorthand.h"

#include <utility>
#include <vector>

#include "catch.h"

namespace mcpgen {
namespace {

using mcp::Json;

TEST_CASE("a schema is shown as the manifest would write it") {
  const std::vector<std::pair<const char*, const char*>> cases{
      {R"({"type":"string"})", "string"},
      {R"({"type":"string","minLength":1,"maxLength":9})", "string(1..9)"},
      {R"({"type":"string","pattern":"^a"})", "string(/^a/)"},
      {R"({"type":"string","format":"date-time"})", "datetime"},
      {R"({"type":"string","contentEncoding":"base64"})", "base64"},
      {R"({"type":"integer","minimum":1,"maximum":5,"default":3})", "integer(1..5) = 3"},
      {R"({"type":"number","minimum":0})", "number(0..)"},
      {R"({"type":"array","items":{"type":"string"}})", "string[]"},
      {R"({"type":"array","items":{"enum":["a","b"]}})", "(a | b)[]"},
      {R"({"type":"array"})", "any[]"},
      {R"({"type":"string","enum":["celsius","very hot"]})", "celsius | \"very hot\""},
      {R"({"type":["string","null"]})", "string | null"},
      {R"({"anyOf":[{"$ref":"#/$defs/Order"},{"type":"null"}]})", "Order | null"},
      {R"({"const":1})", "1"},
      {R"({})", "any"},
      {R"(true)", "any"},
  };
  for (const auto& [schema, text] : cases) {
    CAPTURE(schema);
    CHECK(shorthand_of(Json::parse(schema)) == text);
  }
}

TEST_CASE("a sample call can be pasted and gives what is required") {
  const Json schema = Json::parse(R"({
    "type": "object",
    "required": ["unit", "degrees", "tags", "who", "on", "when", "order"],
    "properties": {
      "unit": {"enum": ["very hot", "cold"]}, "degrees": {"type": "number", "minimum": -10},
      "tags": {"type": "array", "items": {"type": "string"}}, "who": {"type": "string"},
      "on": {"type": "boolean"}, "when": {"type": "string", "format": "date"},
      "order": {"$ref": "#/$defs/Order"}, "limit": {"type": "integer"}
    },
    "$defs": {"Order": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}}
  })");
  CHECK(sample_call("convert", schema) ==
        R"(convert unit='very hot' degrees=-10 tags:='["text"]' who=text on=true )"
        R"(when=2026-01-31 order:='{"id":1}')");
}

TEST_CASE("names of a server are words to the shell, whatever they are") {
  const Json schema = Json::parse(R"({"required": ["a;b"], "properties": {"a;b": {"type": "string"}}})");
  CHECK(sample_call("x$(reboot)", schema) == "'x$(reboot)' 'a;b'=text");
}

TEST_CASE("a sample is as long as it has to be") {
  const auto sample = [](const char* schema) { return sample_argument("a", Json::parse(schema), Json()); };
  CHECK(sample(R"({"type":"string","minLength":6})") == "a=textte");
  CHECK(sample(R"({"type":"string","minLength":2})") == "a=text");
  CHECK(sample(R"({"type":"string","maxLength":2})") == "a=te");
  CHECK(sample(R"({"type":"string","maxLength":0})") == "a=''");
  CHECK(sample(R"({"type":"string","minLength":4000000000})").size() < 1000);
  CHECK(sample(R"({"type":"null"})") == "a=null");
}

TEST_CASE("a sample follows references, and combined schemas") {
  const Json schema = Json::parse(R"({
    "required": ["a", "b"],
    "properties": {
      "a": {"$ref": "#/properties/b"},
      "b": {"allOf": [{"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}},
                      {"type": "object", "required": ["y"], "properties": {"y": {"type": "boolean"}}}]}
    }
  })");
  CHECK(sample_call("t", schema) == R"(t a:='{"x":1,"y":true}' b:='{"x":1,"y":true}')");
}

TEST_CASE("a sample of a schema that a server made huge is made soon") {
  Json properties = Json::object();
  Json required = Json::array();
  for (int i = 0; i < 30; ++i) {
    required.push_back("p" + std::to_string(i));
    properties["p" + std::to_string(i)] = {{"$ref", "#"}};
  }
  const Json schema = {{"type", "object"}, {"required", required}, {"properties", properties}};
  CHECK(sample_call("t", schema).size() < 100'000);
}

TEST_CASE("a sample of a type that contains itself ends") {
  const Json schema = Json::parse(R"({
    "required": ["tree"], "properties": {"tree": {"$ref": "#/$defs/Tree"}},
    "$defs": {"Tree": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}}
  })");
  CHECK_THAT(sample_call("grow", schema), tst::ContainsSubstring("tree:='[[["));
}

}  // namespace
}  // namespace mcpgen
