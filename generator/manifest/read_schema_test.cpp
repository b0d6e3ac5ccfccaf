#include "manifest/read_schema.h"

#include "catch.h"
#include "cpu_time.h"
#include "manifest/testing.h"

using mcpgen::tst::json;
using mcpgen::tst::Read;

namespace {

std::string head(const std::string& rest) { return "mcpgen: 1\nname: n\nversion: 1.10\n" + rest; }

}  // namespace

TEST_CASE("a named type as the input is as if it stood there") {
  const auto inputs = [](const std::string& types, const std::string& shape) {
    const Read read(head("types: { Q: " + types + ", Also: Q }\ntools:\n  a: { input: " + shape +
                         " }\n  b: { input: Q, output: 'Q[]' }\n  c: { input: Also }\n"));
    CHECK(read.errors() == "");
    REQUIRE(read.manifest);
    CHECK(json(*read.manifest->tools[1].output) == R"({"type":"array","items":{"$ref":"#/types/Q"}})");
    std::vector<std::string> all;
    for (const auto& tool : read.manifest->tools) all.push_back(json(tool.input));
    return all;
  };
  for (const std::string shape :
       {"{ text: string, at?: { x: number } }", "{ type: object, properties: { text: { type: string } } }"}) {
    const auto all = inputs(shape, shape);
    CHECK(all[1] == all[0]);
    CHECK(all[2] == all[0]);
  }
  CHECK(inputs("{ text: string }", "{}")[1] ==
        R"({"type":"object","properties":{"text":{"type":"string"}},"required":["text"],)"
        R"("additionalProperties":false})");
}

TEST_CASE("a named type as the input may be told what it is for") {
  const auto input = [](const std::string& types, const std::string& shape) {
    const Read read(head("types: { Q: { text: string }" + types + " }\ntools: { t: { " + shape + " } }\n"));
    CHECK(read.errors() == "");
    REQUIRE(read.manifest);
    return json(read.manifest->tools[0].input);
  };
  const std::string described =
      R"({"type":"object","properties":{"text":{"type":"string"}},"required":["text"],)"
      R"("additionalProperties":false,"description":"D"})";
  CHECK(input("", "input: 'Q -- D'") == described);
  CHECK(input(", Also: 'Q -- D'", "input: Also") == described);
  CHECK(input(", Also: 'Q -- Z'", "input: 'Also -- D'") == described);
  CHECK(input("", "inputSchema: { $ref: '#/types/Q', title: T }") ==
        R"({"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"title":"T"})");
}

TEST_CASE("a number serves as a title or description of a schema, other annotations are what they are") {
  const auto schema = [](const std::string& property) {
    return Read(
        head("tools: { t: { inputSchema: { type: object, properties: { a: " + property + " } } } }\n"));
  };
  const Read taken = schema("{ items: { description: 2024, title: true, $comment: 1.10 } }");
  CHECK(taken.errors() == "");
  REQUIRE(taken.manifest);
  CHECK(json(*taken.manifest->tools[0].input.find("properties")->find("a")) ==
        R"({"items":{"description":"2024","title":"true","$comment":"1.10"}})");
  for (const char* faulty :
       {"{ examples: 5 }", "{ deprecated: 'yes' }", "{ description: [a] }", "{ title: }"}) {
    CAPTURE(faulty);
    CHECK_THAT(schema(faulty).errors(), tst::StartsWith("E0203 "));
  }
}

TEST_CASE("JSON Schema may be pasted where shorthand stands") {
  const auto taken = [](const std::string& schema) {
    INFO(schema);
    const Read read(head("types: { Q: " + schema + " }\ntools: { t: { input: " + schema +
                         ", output: " + schema + " } }\n"));
    CHECK(read.errors() == "");
    REQUIRE(read.manifest);
    CHECK(json(read.manifest->types.at(0).schema) == schema);
    CHECK(json(read.manifest->tools.at(0).input) == schema);
    CHECK(json(*read.manifest->tools.at(0).output) == schema);
  };
  taken(R"({"type":"object"})");
  taken(R"({"type":"object","required":["id"]})");
  taken(R"({"type":"object","additionalProperties":false,"title":"Nothing"})");
  taken(
      R"({"description":"An order.","required":["id"],"type":"object","properties":{"id":{"type":"string"}}})");
  taken(R"({"type":"object","anyOf":[{"required":["a"]},{"required":["b"]}],"minProperties":1})");
  for (const std::string schema :
       {R"({"enum":["a","b"]})", R"({"anyOf":[{"type":"string"},{"type":"integer"}]})", R"({"minimum":5})",
        R"({"patternProperties":{"^a":{"type":"string"}}})"}) {
    const Read read(head("types: { Q: " + schema + " }\n"));
    CHECK(read.errors() == "");
    REQUIRE(read.manifest);
    CHECK(json(read.manifest->types.at(0).schema) == schema);
  }
}

TEST_CASE("fields may have names that are keywords") {
  const Read read(
      head("tools: { t: { input: { minLength: integer, items: 'string[]', required: boolean, type: string, "
           "not: { if: string } } } }\n"));
  CHECK(read.errors() == "");
  REQUIRE(read.manifest);
  CHECK(read.manifest->tools.at(0).input.find("properties")->members.size() == 5);
}

TEST_CASE("a map with a type of JSON Schema is one under a type's name and as an output, too") {
  const Read read(
      head("types: { Q: { type: string, maxLength: 3 } }\n"
           "tools: { t: { input: { type: string, q: Q }, output: { type: integer } } }\n"));
  CHECK(read.errors() == "");
  const mcpgen::Manifest& manifest = *read.manifest;
  CHECK(manifest.types.at(0).schema.find("type")->text == "string");
  CHECK(manifest.tools.at(0).output->find("type")->text == "integer");
  CHECK(manifest.tools.at(0).input.find("properties")->find("type") != nullptr);  // arguments are fields
}

TEST_CASE("GEN-13 references stay inside the manifest") {
  for (const char* target : {"https://example.com/s.json", "file:///etc/passwd", "other.json#/x", "/../x"}) {
    CAPTURE(target);
    const Read read(head("tools: { t: { inputSchema: { type: object, properties: { a: { $ref: '" +
                         std::string(target) + "' } } } } }\n"));
    CHECK(read.has("E0222"));
  }
  const Read nested(
      head("tools: { t: { inputSchema: { type: object, properties: { a: { $id: 'http://a/b' } } } } }\n"));
  CHECK(nested.has("E0222"));
  const Read unknown(head("tools: { t: { output: Nowhere } }\n"));
  CHECK(unknown.has("E0303"));
  const Read circular(head("types: { A: B, B: A }\n"));
  CHECK(circular.has("E0307"));
}

TEST_CASE("GEN-13 a type may hold itself") {
  const Read read(
      head("types:\n  Tree: { label: string, children: 'Tree[]' }\ntools: { t: { output: Tree } }\n"));
  CHECK(read.errors() == "");
}

TEST_CASE("GEN-14 schemas that cannot be used are errors at the keyword") {
  const auto tool = [](const std::string& property) {
    return head("tools:\n  t:\n    inputSchema:\n      type: object\n      properties:\n        a: " +
                property + "\n");
  };
  CHECK(Read(tool("{ type: strng }")).has("E0220"));
  CHECK(Read(tool("{ type: [] }")).has("E0220"));
  CHECK(Read(tool("{ type: string, pattern: '(' }")).has("E0220"));
  CHECK(Read(tool("{ type: integer, minimum: 5, maximum: 1 }")).has("E0224"));
  CHECK(Read(tool("{ type: integer, default: many }")).has("E0223"));
  CHECK(Read(tool("{ type: integer, examples: [1, x] }")).has("E0223"));
  CHECK(Read(tool("{ $ref: '#/$defs/none' }")).has("E0220"));
  CHECK(Read(head("tools: { t: { inputSchema: { $schema: 'http://json-schema.org/draft-04/schema#' } } }\n"))
            .has("E0221"));
  CHECK(Read(head("tools: { t: { inputSchema: { properties: {} } } }\n")).has("E0225"));
  const Read placed(tool("{ type: string, pattern: '(' }"));
  REQUIRE_FALSE(placed.diagnostics.all().empty());
  CHECK(placed.diagnostics.all().front().place.line == 9);
}

TEST_CASE("GEN-10 many fields take time that grows with them") {
  const auto read = [](std::size_t count) {
    mcpgen::Node fields = mcpgen::Node::make_map({});
    for (std::size_t i = 0; i < count; ++i) fields.put("a" + std::to_string(i), mcpgen::Node::make_map({}));
    return [fields] {
      mcpgen::Diagnostics diagnostics;
      CHECK(mcpgen::read_shape(fields, mcpgen::Objects::closed, diagnostics));
    };
  };
  CHECK(tst::times_as_long(read(12'000), read(3'000)) < 8);
}
