#include "manifest/shorthand/shorthand.h"

#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "document/document.h"
#include "manifest/testing.h"

namespace {

struct Expanded {
  mcpgen::Sources sources;
  mcpgen::Diagnostics diagnostics;
  std::optional<mcpgen::Node> schema;

  explicit Expanded(const std::string& text) {
    const auto& file = sources.add("t.yaml", "type: '" + text + "'\n");
    const auto root = mcpgen::read_document(file, diagnostics);
    REQUIRE(root);
    schema = mcpgen::expand_shorthand(*root->find("type"), diagnostics);
  }
  std::string json() const { return schema ? mcpgen::tst::json(*schema) : diagnostics.all().front().message; }
};

}  // namespace

TEST_CASE("shorthand expands to JSON Schema") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"string", R"({"type":"string"})"},
      {"any", "{}"},
      {"int", R"({"type":"integer"})"},
      {"bool = true", R"({"type":"boolean","default":true})"},
      {"datetime", R"({"type":"string","format":"date-time"})"},
      {"base64", R"({"type":"string","contentEncoding":"base64"})"},
      {"integer(1..100) = 20 -- Rows to return",
       R"({"type":"integer","minimum":1,"maximum":100,"default":20,"description":"Rows to return"})"},
      {"number(0.5..)", R"({"type":"number","minimum":0.5})"},
      {"number(0.5..1.5)", R"({"type":"number","minimum":0.5,"maximum":1.5})"},
      {"integer(..-1)", R"({"type":"integer","maximum":-1})"},
      {"string(1..500)", R"({"type":"string","minLength":1,"maxLength":500})"},
      {"string(/^[A-Z]{2}\\(x\\)/)[]",
       R"j({"type":"array","items":{"type":"string","pattern":"^[A-Z]{2}\\(x\\)"}})j"},
      {"string[][]", R"({"type":"array","items":{"type":"array","items":{"type":"string"}}})"},
      {"open | shipped | refunded", R"({"type":"string","enum":["open","shipped","refunded"]})"},
      {"formal | friendly = friendly",
       R"({"type":"string","enum":["formal","friendly"],"default":"friendly"})"},
      {"open | null", R"({"type":["string","null"],"enum":["open",null]})"},
      {"1 | 2", R"({"type":"integer","enum":[1,2]})"},
      {"\"a b\"", R"({"type":"string","enum":["a b"]})"},
      {"string | null", R"({"type":["string","null"]})"},
      {"string | integer", R"({"type":["string","integer"]})"},
      {"null | string(1..9)", R"({"type":["string","null"],"minLength":1,"maxLength":9})"},
      {"Order", R"({"$ref":"#/types/Order"})"},
      {"Order[] | null", R"({"type":["array","null"],"items":{"$ref":"#/types/Order"}})"},
      {"Order | null", R"({"anyOf":[{"$ref":"#/types/Order"},{"type":"null"}]})"},
      {"integer(1..9) | \"all\"",
       R"({"anyOf":[{"type":"integer","minimum":1,"maximum":9},{"type":"string","enum":["all"]}]})"},
      {"string = a -- b -- c", R"({"type":"string","default":"a","description":"b -- c"})"},
      {"string = \"a -- b\"", R"({"type":"string","default":"a -- b"})"},
      {"string = 20", R"({"type":"string","default":"20"})"},
      {"string[] = [\"a\"]", R"({"type":"array","items":{"type":"string"},"default":["a"]})"},
      {"  string  ", R"({"type":"string"})"},
  };
  for (const auto& [text, schema] : cases) {
    CAPTURE(text);
    CHECK(Expanded(text).json() == schema);
  }
}

TEST_CASE("what is no type is said so") {
  for (const char* text : {"",
                           "strng",
                           "5",
                           "true",
                           "a |",
                           "| a",
                           "string[",
                           "string(",
                           "string(5)",
                           "string(a..b)",
                           "boolean(0..1)",
                           "Order(1..2)",
                           "integer(/a/)",
                           "string =",
                           "string --",
                           "string x",
                           "a, b",
                           "\"a",
                           "string | strng",
                           "(a | b)[]",
                           "open[]"}) {
    CAPTURE(text);
    const Expanded expanded(text);
    CHECK_FALSE(expanded.schema);
    REQUIRE(expanded.diagnostics.all().size() == 1);
    CHECK_FALSE(expanded.diagnostics.all().front().help.empty());
  }
}

TEST_CASE("what other notations say is answered with how it is written here") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"celsius, fahrenheit", "write `celsius | fahrenheit`"},
      {"celsius, fahrenheit = celsius -- Unit", "write `celsius | fahrenheit`"},
      {"enum(celsius, fahrenheit)", "write `celsius | fahrenheit`"},
      {"enum(celsius | fahrenheit)", "write `celsius | fahrenheit`"},
      {"integer[1..5]", "write `(1..5)`"},
      {"number - The temperature", "a description begins with two dashes: `--`"},
  };
  for (const auto& [text, help] : cases) {
    CAPTURE(text);
    const Expanded expanded(text);
    CHECK_FALSE(expanded.schema);
    REQUIRE(expanded.diagnostics.all().size() == 1);
    CHECK(expanded.diagnostics.all().front().code == "E0211");
    CHECK(expanded.diagnostics.all().front().help == help);
  }
}

TEST_CASE("words beside a name with a capital are told to quote that") {
  const Expanded expanded("celsius | Fahrenheit | 5 | \"a b\"");
  CHECK_FALSE(expanded.schema);
  REQUIRE(expanded.diagnostics.all().size() == 1);
  CHECK(expanded.diagnostics.all().front().help ==
        "a word with a capital is a type; for a choice of texts write `celsius | \"Fahrenheit\" | 5 | \"a "
        "b\"`");
  CHECK(Expanded("celsius | \"Fahrenheit\"").json() ==
        R"({"type":"string","enum":["celsius","Fahrenheit"]})");
}

TEST_CASE("lists nest only so deep") {
  std::string text = "string";
  for (int i = 0; i < 8; ++i) text += "[]";
  CHECK(Expanded(text).schema);
  CHECK_FALSE(Expanded(text + "[]").schema);
}

TEST_CASE("each node stands where its words stand") {
  const Expanded expanded("integer(1..100) = 20 -- Rows");
  REQUIRE(expanded.schema);
  const mcpgen::Node& schema = *expanded.schema;
  CHECK(schema.find("type")->place.column == 8);
  CHECK(schema.find("minimum")->place.column == 16);
  CHECK(schema.find("maximum")->place.column == 19);
  CHECK(schema.find("maximum")->place.end_column == 22);
  CHECK(schema.find("default")->place.column == 26);
  CHECK(schema.find("description")->place.column == 32);
}
