#include "model/wire_schema.h"

#include "catch.h"
#include "model/testing.h"

using mcpgen::tst::Modelled;

namespace {

std::string output(const std::string& types, const std::string& schema) {
  const Modelled made("types:\n" + types + "tools:\n  t: { description: d, outputSchema: " + schema + " }\n");
  INFO(made.read.errors());
  REQUIRE(made.model);
  return made.model->tools.at(0).output_schema;
}

std::string wrapped(const std::string& types, const std::string& schema) {
  const Modelled made("types:\n" + types + "tools:\n  t: { description: d, outputSchema: " + schema + " }\n");
  INFO(made.read.errors());
  REQUIRE(made.model);
  return made.model->tools.at(0).wrapped_output_schema;
}

}  // namespace

TEST_CASE("a schema reaches clients as it was written, a shared type in its place") {
  CHECK(output("  S: a | b\n", "{ type: object, properties: { x: { $ref: '#/types/S' } } }") ==
        R"({"type": "object", "properties": {"x": {"type": "string", "enum": ["a", "b"]}}})");
}

TEST_CASE("annotations beside a reference replace the type's, conditions join them") {
  CHECK(
      output("  S: string\n",
             "{ type: object, properties: { x: { $ref: '#/types/S', description: X, maxLength: 3 } } }") ==
      R"({"type": "object", "properties": {"x": {"type": "string", "description": "X", "allOf": [{"maxLength": 3}]}}})");
}

TEST_CASE("GEN-13 a recursive type stands under $defs, and the root says its type") {
  CHECK(output("  N: { next?: N }\n", "{ $ref: '#/types/N' }") ==
        R"({"type": "object", "properties": {"next": {"$ref": "#/$defs/N"}}, "$defs": {"N": )"
        R"({"type": "object", "properties": {"next": {"$ref": "#/$defs/N"}}}}})");
}

TEST_CASE("what is no object is wrapped, its references moved along") {
  CHECK(
      wrapped("  S: string\n", "{ type: array, items: { $ref: '#/types/S' } }") ==
      R"({"type": "object", "properties": {"result": {"type": "array", "items": {"type": "string"}}}, "required": ["result"]})");
  CHECK(
      wrapped("  S: string\n",
              "{ type: array, items: { $ref: '#/$defs/i' }, $defs: { i: { type: integer } } }") ==
      R"({"type": "object", "properties": {"result": {"type": "array", "items": {"$ref": "#/properties/result/$defs/i"}, )"
      R"("$defs": {"i": {"type": "integer"}}}}, "required": ["result"]})");
  CHECK(wrapped("  S: string\n", "{ type: object }").empty());
}

TEST_CASE("clients see the inputs of examples, but of none that shows an error") {
  const std::string examples =
      "examples: [{ input: { a: 1 }, output: 2 }, { input: { a: 0 }, error: no }, { description: d }]";
  const auto input = [&](const std::string& schema) {
    const Modelled made("tools:\n  t: { description: d, " + schema + ", " + examples + " }\n");
    INFO(made.read.errors());
    REQUIRE(made.model);
    return made.model->tools.at(0).input_schema;
  };
  CHECK_THAT(input("input: { a: integer }"), tst::ContainsSubstring(R"("examples": [{"a": 1}])"));
  CHECK(input("inputSchema: { type: object, examples: [{}] }") ==
        R"({"type": "object", "examples": [{}, {"a": 1}]})");
}
