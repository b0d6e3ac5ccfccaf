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

TEST_CASE("a definition of the schema's own does not stand for a type of the same name") {
  CHECK(output("  N: { next?: N }\n",
               "{ type: object, $defs: { N: { type: string }, N_2: {} }, "
               "properties: { a: { $ref: '#/$defs/N' }, b: { $ref: '#/types/N' } } }") ==
        R"({"type": "object", "$defs": {"N": {"type": "string"}, "N_2": {}, "N_3": )"
        R"({"type": "object", "properties": {"next": {"$ref": "#/$defs/N_3"}}}}, )"
        R"("properties": {"a": {"$ref": "#/$defs/N"}, "b": {"$ref": "#/$defs/N_3"}}})");
  CHECK(output("  T: { type: object, $defs: { N: {} }, properties: { n: { $ref: '#/types/N' } } }\n"
               "  N: { next?: N }\n",
               "{ $ref: '#/types/T' }") ==
        R"({"type": "object", "$defs": {"N": {}, "N_2": )"
        R"({"type": "object", "properties": {"next": {"$ref": "#/$defs/N_2"}}}}, )"
        R"("properties": {"n": {"$ref": "#/$defs/N_2"}}})");
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
  CHECK(
      wrapped("  S: string\n",
              "{ $id: 'a:b', type: array, items: { $ref: '#/$defs/i' }, $defs: { i: { type: integer } } }") ==
      R"({"type": "object", "$id": "a:b", "properties": {"result": {"type": "array", "items": {"$ref": "#/properties/result/$defs/i"}, )"
      R"("$defs": {"i": {"type": "integer"}}}}, "required": ["result"]})");
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

namespace {

/// `count` types, each made of the one before it by `shape`, and a tool that takes the last one.
Modelled chained(int count, const std::string& first, const std::string& before, const std::string& after) {
  std::string text = "types:\n  T0: " + first + "\n";
  for (int i = 1; i < count; ++i) {
    const std::string previous = "T" + std::to_string(i - 1);
    text += "  T" + std::to_string(i) + ": " + before + previous + after + "\n";
  }
  return Modelled(text + "tools:\n  t: { description: d, input: { x: T" + std::to_string(count - 1) +
                  " } }\n");
}

}  // namespace

TEST_CASE("GEN-10 types that double at each step are an error before they fill the memory") {
  const Modelled made(
      "types:\n  A: { a: string, b: string }\n  B: { a: A, b: A }\ntools:\n  t: { description: d, input: { "
      "x: B } }\n");
  CHECK(made.model);
  std::string text = "types:\n  T0: { a: string }\n";
  for (int i = 1; i <= 30; ++i) {
    const std::string before = "T" + std::to_string(i - 1);
    text += "  T" + std::to_string(i) + ": { a: " + before + ", b: " + before + " }\n";
  }
  const Modelled bomb(text + "tools:\n  t: { description: d, input: { x: T30 } }\n");
  CHECK(bomb.read.has("E0308"));
}

TEST_CASE("GEN-13 references in a row exhaust neither the stack nor the patience") {
  CHECK(chained(30, "{ a: string }", "{ a: ", " }").model);
  CHECK(chained(2000, "string", "", "").read.has("E0308"));
  CHECK(chained(2000, "{ a: string }", "{ a: ", " }").read.has("E0308"));
  CHECK(chained(2000, "{ a?: T1999 }", "{ a?: ", " }").read.has("E0705"));
  CHECK(chained(2000, "{ a: 'T1999[]' }", "{ a: '", "[]' }").read.has("E0705"));
}

TEST_CASE("GEN-13 many types that all refer to one another are sent once each") {
  std::string text = "types:\n";
  for (int i = 0; i < 30; ++i) {
    text += "  T" + std::to_string(i) + ": { ";
    for (int j = 0; j < 30; ++j) text += "f" + std::to_string(j) + "?: T" + std::to_string(j) + ", ";
    text += "}\n";
  }
  const Modelled made(text + "tools:\n  t: { description: d, input: { x: T0 } }\n");
  INFO(made.read.errors());
  CHECK(made.model);
}

TEST_CASE("what looks like a reference in data stays as it is") {
  CHECK(output("  P: string\n",
               "{ type: object, const: { $ref: '#/types/P' }, default: { $ref: '#/types/P' } }") ==
        R"({"type": "object", "const": {"$ref": "#/types/P"}, "default": {"$ref": "#/types/P"}})");
}

TEST_CASE("an anchor in a type is replaced by the place it names") {
  CHECK(output("  T: { $ref: '#foo', $defs: { a: { $anchor: foo, type: object } } }\n",
               "{ type: object, properties: { x: { $ref: '#/types/T' } } }") ==
        R"({"type": "object", "properties": {"x": {"$ref": "#/$defs/T"}}, "$defs": {"T": )"
        R"({"$ref": "#/$defs/T/$defs/a", "$defs": {"a": {"type": "object"}}}}})");
  CHECK(output("  S: { type: string, $anchor: s }\n",
               "{ type: object, properties: { x: { $ref: '#/types/S' }, y: { $ref: '#/types/S' } } }") ==
        R"({"type": "object", "properties": {"x": {"type": "string"}, "y": {"type": "string"}}})");
  CHECK(output("  S: string\n", "{ type: object, $ref: '#r', $defs: { r: { $anchor: r } } }") ==
        R"({"type": "object", "$ref": "#r", "$defs": {"r": {"$anchor": "r"}}})");
}

TEST_CASE("what names a whole document is no part of a type") {
  for (const char* type :
       {"{ $id: 'http://a/b', type: string }", "{ $dynamicRef: '#a', $dynamicAnchor: a }"}) {
    const Modelled made("types:\n  T: " + std::string(type) +
                        "\ntools:\n  t: { description: d, output: T }\n");
    CHECK(made.read.has("E0222"));
  }
}
