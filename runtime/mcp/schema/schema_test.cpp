#include <mcp/schema/schema.h>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

#include "catch.h"

namespace {

using mcp::schema::Schema;
using mcp::schema::SchemaFault;

mcp::Json json(std::string_view text) { return std::get<mcp::Json>(mcp::read_json(text)); }

Schema schema(std::string_view text, const mcp::schema::Options& options = {}) {
  auto compiled = Schema::compile(json(text), options);
  if (const auto* fault = std::get_if<SchemaFault>(&compiled)) FAIL(fault->pointer << " " << fault->message);
  return std::get<Schema>(std::move(compiled));
}

SchemaFault fault(std::string_view text, const mcp::schema::Options& options = {}) {
  auto compiled = Schema::compile(json(text), options);
  REQUIRE(std::holds_alternative<SchemaFault>(compiled));
  return std::get<SchemaFault>(compiled);
}

// "/pointer message" for each violation, a line each.
std::string problems(const Schema& schema, const mcp::Json& value, const mcp::schema::Limits& limits = {}) {
  std::string out;
  for (const mcp::schema::Violation& violation : schema.check(value, limits)) {
    if (!out.empty()) out += '\n';
    out += violation.pointer + ' ' + violation.message;
  }
  return out;
}

std::string problems(std::string_view text, std::string_view value, const mcp::schema::Limits& limits = {}) {
  return problems(schema(text), json(value), limits);
}

/// Makes of `item` the last one of an array that begins with `before`.
void wrap(mcp::Json& item, mcp::Json::array_t before) {
  before.push_back(std::move(item));
  item = std::move(before);
}

}  // namespace

TEST_CASE("MCP-20 arguments are checked, and what is wrong reads well") {
  const Schema greet = schema(R"({"type":"object","required":["name","loud"],"additionalProperties":false,
    "properties":{"name":{"type":"string","minLength":1,"maxLength":5},"count":{"type":"integer","minimum":1},
                  "loud":{"type":["boolean","null"]},"language":{"enum":["en","fr"]}}})");
  CHECK(problems(greet, json(R"({"name":"Ada","loud":null,"count":1.0,"language":"en"})")).empty());
  CHECK(problems(greet, json("[]")) == " must be an object");
  CHECK(problems(greet, json("{}")) == "/name is required\n/loud is required");
  CHECK(
      problems(greet, json(R"({"name":"","loud":3,"count":0,"language":"de"})")) ==
      "/name must have at least 1 character\n/loud must be true or false or null\n/count must be at least 1\n"
      "/language must be one of \"en\", \"fr\"");
  CHECK(problems(greet, json(R"({"name":"Ad","loud":true,"nmae":1})")) ==
        "/nmae is not a known member; known are \"name\", \"count\", \"loud\", \"language\"");
}

TEST_CASE("JSON-08 an integer that 64 bits cannot hold is refused where a program holds it in them") {
  mcp::schema::Options options;
  options.int64_integers = true;
  const std::string text = R"({"properties":{"n":{"type":["integer","null"]},
    "list":{"items":{"$ref":"#/$defs/whole"}},"map":{"additionalProperties":{"type":"integer"}},
    "any":{"type":["integer","number"]}},"$defs":{"whole":{"type":"integer"}}})";
  const Schema narrow = schema(text, options);
  for (const char* large : {"9223372036854775808", "18446744073709551615", "1e30", "-9223372036854775809",
                            "-1e300", "9223372036854775807.0"}) {
    const std::string number = large;
    CAPTURE(number);
    CHECK(problems(narrow, json(R"({"n":)" + number + "}")) == "/n must fit in 64 bits");
    CHECK(problems(narrow, json(R"({"list":[0,)" + number + "]}")) == "/list/1 must fit in 64 bits");
    CHECK(problems(narrow, json(R"({"map":{"x":)" + number + "}}")) == "/map/x must fit in 64 bits");
    CHECK(problems(narrow, json(R"({"any":)" + number + "}")).empty());
    CHECK(problems(schema(text), json(R"({"n":)" + number + "}")).empty());
  }
  for (const char* held : {"9223372036854775807", "-9223372036854775808", "1.0", "-2e3", "null"})
    CHECK(problems(narrow, json(R"({"n":)" + std::string(held) + "}")).empty());
  CHECK(problems(narrow, json(R"({"n":0.5})")) == "/n must be an integer or null");
}

TEST_CASE("pointers are escaped and reach into arrays") {
  CHECK(problems(R"({"properties":{"a/b~c":{"items":{"type":"string"}}}})", R"({"a/b~c":["x",1]})") ==
        "/a~1b~0c/1 must be a string");
}

TEST_CASE("each keyword says what it asks for") {
  CHECK(problems(R"({"const":"x"})", "1") == " must be \"x\"");
  CHECK(problems(R"({"maximum":1.5})", "2") == " must be at most 1.5");
  CHECK(problems(R"({"exclusiveMinimum":1})", "1") == " must be greater than 1");
  CHECK(problems(R"({"exclusiveMaximum":1.0})", "1") == " must be less than 1");
  CHECK(problems(R"({"multipleOf":0.01})", "1.005") == " must be a multiple of 0.01");
  CHECK(problems(R"({"maxItems":1})", "[1,2]") == " must have at most 1 item");
  CHECK(problems(R"({"minProperties":2})", "{}") == " must have at least 2 members");
  CHECK(problems(R"({"uniqueItems":true})", R"([1,{"a":1},1.0])") == "/2 must not repeat item 0");
  CHECK(problems(R"({"contains":{"type":"string"}})", "[1]") ==
        " must contain at least 1 item of the kind that \"contains\" describes");
  CHECK(problems(R"({"prefixItems":[true],"items":false})", "[1,2]") ==
        "/1 is one too many: at most 1 item is allowed");
  CHECK(problems(R"({"propertyNames":{"maxLength":2}})", R"({"abc":1})") ==
        "/abc has a name that must have at most 2 characters");
  CHECK(problems(R"({"dependentRequired":{"a":["b"]}})", R"({"a":1})") ==
        "/b is required where \"a\" is given");
  CHECK(problems(R"({"format":"date"})", R"("today")") == " must be a date such as 2026-01-31");
  CHECK(problems(R"({"not":{}})", "1") == " must not match what \"not\" describes");
  CHECK(problems(R"({"unevaluatedProperties":false,"properties":{"a":true}})", R"({"a":1,"b":2})") ==
        "/b is not a known member");
  CHECK(problems(R"({"unevaluatedProperties":false,"allOf":[{"properties":{"a":{"type":"null"}}}]})",
                 R"({"a":1})") == "/a must be null");
  CHECK(problems("false", "1") == " is not allowed");
}

TEST_CASE("when no alternative matches, the nearest one is explained") {
  CHECK(problems(R"({"anyOf":[{"type":"string"},{"type":"null"}]})", "1") == " must be a string or null");
  CHECK(problems(R"({"oneOf":[{"type":"integer"},{"minimum":0}]})", "1") ==
        " must match exactly one of the alternatives, but matches 2");
  const Schema shape = schema(R"({"oneOf":[
    {"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
    {"properties":{"kind":{"const":"square"},"side":{"type":"number","minimum":0}},"required":["kind","side"]}]})");
  CHECK(problems(shape, json(R"({"kind":"square","side":-1})")) == "/side must be at least 0");
  CHECK(problems(shape, json(R"({"kind":"circle"})")) == "/radius is required");
}

TEST_CASE("MCP-20 a message does not grow with what it is about") {
  const mcp::Json value = {{std::string(1'000'000, 'k'), std::string(1'000'000, 'v')}};
  CHECK(problems(schema(R"({"additionalProperties":{"const":1}})"), value).size() < 200);
  CHECK(problems(schema(R"({"propertyNames":{"format":"uuid"}})"), value).size() < 200);
}

TEST_CASE("the number of violations reported has a limit") {
  const std::string text = R"({"items":{"type":"string"}})";
  CHECK(schema(text).check(json("[1,2,3,4,5,6,7,8,9,10]")).size() == 8);
  CHECK(schema(text).check(json("[1,2,3]"), {.errors = 1}).size() == 1);
  CHECK(schema(text).check(json("[1,2,3]"), {.errors = 0}).size() == 1);
}

TEST_CASE("decimals and large numbers are decided exactly") {
  CHECK(problems(R"({"multipleOf":0.0001})", "0.0075").empty());
  CHECK(problems(R"({"multipleOf":0.1})", "1e300").empty());
  CHECK(problems(R"({"multipleOf":1e-8})", "12391239123").empty());
  CHECK(problems(R"({"multipleOf":0.3})", "0.9").empty());
  CHECK(problems(R"({"multipleOf":3})", "-9223372036854775808") == " must be a multiple of 3");
  CHECK(problems(R"({"multipleOf":2})", "18446744073709551615") == " must be a multiple of 2");
  CHECK(problems(R"({"multipleOf":1e300})", "1").size() > 0);
  CHECK(problems(R"({"maximum":9007199254740992})", "9007199254740993") ==
        " must be at most 9007199254740992");
}

TEST_CASE("the spellings of draft 7 are understood") {
  const char* const with_tuple =
      R"({"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}],"additionalItems":false})";
  CHECK(problems(with_tuple, R"(["a"])").empty());
  CHECK(problems(with_tuple, R"([1,2])") ==
        "/0 must be a string\n/1 is one too many: at most 1 item is allowed");
  CHECK(problems(R"({"definitions":{"n":{"type":"number"}},"items":{"$ref":"#/definitions/n"}})",
                 R"(["x"])") == "/0 must be a number");
  CHECK(problems(R"({"dependencies":{"a":["b"],"c":{"required":["d"]}}})", R"({"a":1,"c":1})") ==
        "/b is required where \"a\" is given\n/d is required");
  CHECK(problems(R"({"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"any":{}},
                    "properties":{"a":{"$ref":"#/definitions/any","type":"string"}}})",
                 R"({"a":1})")
            .empty());
}

TEST_CASE("GEN-14 schemas that cannot be used are faults with a pointer") {
  const auto at = [](std::string_view text) { return fault(text).pointer; };
  CHECK(at("1").empty());
  CHECK(at(R"({"type":"text"})") == "/type");
  CHECK(at(R"({"type":[]})") == "/type");
  CHECK(at(R"({"properties":{"a":{"minimum":"1"}}})") == "/properties/a/minimum");
  CHECK(at(R"({"properties":{"a":3}})") == "/properties/a");
  CHECK(at(R"({"properties":[]})") == "/properties");
  CHECK(at(R"({"items":7})") == "/items");
  CHECK(at(R"({"minLength":-1})") == "/minLength");
  CHECK(at(R"({"maxItems":1.5})") == "/maxItems");
  CHECK(at(R"({"required":["a",1]})") == "/required/1");
  CHECK(at(R"({"required":"a"})") == "/required");
  CHECK(at(R"({"enum":{}})") == "/enum");
  CHECK(at(R"({"multipleOf":0})") == "/multipleOf");
  CHECK(at(R"({"anyOf":[]})") == "/anyOf");
  CHECK(at(R"({"allOf":[{"not":1}]})") == "/allOf/0/not");
  CHECK(at(R"({"uniqueItems":"yes"})") == "/uniqueItems");
  CHECK(at(R"({"$ref":1})") == "/$ref");
  CHECK(at(R"({"$defs":{"unused":{"type":"nope"}}})") == "/$defs/unused/type");
  CHECK(at(R"({"$anchor":"#a"})") == "/$anchor");
  CHECK(at(R"({"allOf":[{"$anchor":"a"},{"$anchor":"a"}]})") == "/allOf/1/$anchor");
}

TEST_CASE("GEN-14 a reference that leads nowhere says so") {
  CHECK(fault(R"({"items":{"$ref":"#/$defs/x"}})").message == "points to \"#/$defs/x\", which is not there");
  CHECK(fault(R"({"$ref":"#x"})").message == "points to the anchor \"x\", which is not there");
  CHECK(fault(R"({"$ref":"https://example.com/a.json"})").message ==
        "points to another document, \"https://example.com/a.json\", which is not at hand");
  CHECK(fault(R"({"title":"t","$ref":"#/title"})").message == "points to something that is not a schema");
}

TEST_CASE("GEN-14 an unknown dialect is a fault that names the known ones") {
  const SchemaFault unknown = fault(R"({"$schema":"https://example.com/dialect"})");
  CHECK(unknown.pointer == "/$schema");
  CHECK_THAT(unknown.message, tst::ContainsSubstring("https://json-schema.org/draft/2020-12/schema"));
}

TEST_CASE("patterns need somebody who makes them") {
  CHECK(fault(R"({"pattern":"a"})").message ==
        "needs regular expressions, which this program was made without");
  class Everything final : public mcp::schema::Pattern {
    Answer search(std::string_view text, std::size_t&) const override {
      return text == "hard" ? Answer::too_hard : Answer::yes;
    }
  };
  mcp::schema::Options options;
  options.patterns =
      [](std::string_view text) -> std::variant<std::unique_ptr<const mcp::schema::Pattern>, std::string> {
    if (text == "(") return "a group is open";
    return std::make_unique<const Everything>();
  };
  CHECK(fault(R"({"patternProperties":{"(":true}})", options).message ==
        "is not a regular expression: a group is open");
  CHECK(problems(schema(R"({"pattern":"a"})", options), "easy").empty());
  CHECK(problems(schema(R"({"not":{"pattern":"a"}})", options), "hard") ==
        " takes too long to match against a pattern");
}

TEST_CASE("other documents come from who compiles, and are never fetched") {
  const mcp::Json other = json(R"({"$defs":{"n":{"type":"number"}},"items":{"$ref":"#/$defs/n"}})");
  mcp::schema::Options options;
  options.documents = [&](std::string_view uri) {
    return uri == "https://example.com/other" ? &other : nullptr;
  };
  const Schema uses = schema(R"({"$id":"https://example.com/main","$ref":"other"})", options);
  CHECK(problems(uses, json(R"([1,"x"])")) == "/1 must be a number");
}

TEST_CASE("a compiled schema outlives its text") {
  std::optional<Schema> compiled;
  {
    const mcp::Json text = json(
        R"({"enum":["a",{"b":[1]}],"properties":{"b":{"$ref":"#/$defs/l"}},"$defs":{"l":{"maxItems":1}}})");
    compiled = std::get<Schema>(Schema::compile(text));
  }
  CHECK(problems(*compiled, json(R"({"b":[1.0]})")).empty());
}

TEST_CASE("MCP-20 a schema that refers to itself is cut off") {
  CHECK(problems(R"({"$ref":"#"})", "1") == " nests too deeply to be checked");
  CHECK(problems(R"({"not":{"$ref":"#"}})", "1") == " nests too deeply to be checked");
  CHECK(problems(R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})", "1") == " nests too deeply to be checked");
  CHECK(problems(R"({"anyOf":[{"$dynamicRef":"#a"},true],"$dynamicAnchor":"a"})", "1") ==
        " nests too deeply to be checked");
  const Schema tree = schema(R"({"type":"array","items":{"$ref":"#"}})");
  mcp::Json deep = mcp::Json::array();
  for (int i = 0; i < 50'000; ++i) {
    mcp::Json outer(mcp::Json::value_t::array);
    outer.get_ref<mcp::Json::array_t&>().push_back(std::move(deep));
    deep = std::move(outer);
  }
  CHECK_THAT(problems(tree, deep), tst::ContainsSubstring("nests too deeply to be checked"));
  CHECK(problems(tree, json("[[[[[[]]]]],[]]")).empty());
}

TEST_CASE("MCP-20 the work of a check has a limit") {
  // Each level doubles the work: 2^40 evaluations without a limit.
  std::string doubling = R"({"$defs":{"d0":{"type":"null"})";
  for (int i = 1; i <= 40; ++i) {
    const std::string ref = R"({"$ref":"#/$defs/d)" + std::to_string(i - 1) + "\"}";
    doubling += ",\"d" + std::to_string(i) + R"(":{"anyOf":[)" + ref + "," + ref + "]}";
  }
  const Schema expensive = schema(doubling + R"(},"$ref":"#/$defs/d40"})");
  CHECK(problems(expensive, json("1")) == " would take too long to check");
  CHECK(problems(R"({"items":{"type":"integer"}})", "[1,2,3]", {.work = 3}).size() > 0);
}

TEST_CASE("MCP-20 uniqueItems is nearly linear") {
  mcp::Json items = mcp::Json::array();
  for (int i = 0; i < 100'000; ++i) items.push_back({{"id", i}, {"name", "item"}});
  CHECK(problems(schema(R"({"uniqueItems":true})"), items).empty());
  items.push_back({{"name", "item"}, {"id", 0.0}});
  CHECK(problems(schema(R"({"uniqueItems":true})"), items) == "/100000 must not repeat item 0");
}

TEST_CASE("MCP-20 comparing items of one hash counts all that is in them") {
  constexpr int kBelowTheHash = 65;
  mcp::Json items = mcp::Json::array();
  for (int i = 0; i < 100; ++i) {
    mcp::Json item = mcp::Json::array_t(500, 7);
    item.front() = i;
    for (int level = 0; level < kBelowTheHash; ++level) wrap(item, {});
    items.push_back(std::move(item));
  }
  CHECK(problems(schema(R"({"uniqueItems":true})"), items) == " would take too long to check");
  items.erase(items.begin() + 5, items.end());
  CHECK(problems(schema(R"({"uniqueItems":true})"), items).empty());
}

TEST_CASE("MCP-20 items within items are hashed at the price of each") {
  mcp::Json nested = mcp::Json::array_t(60'000, "same");
  nested.front() = "other";
  for (int level = 0; level < 20; ++level) wrap(nested, {0});
  CHECK(problems(R"({"uniqueItems":true,"items":{"$ref":"#"}})", "[[1,2],[1,3]]").empty());
  CHECK_THAT(problems(schema(R"({"uniqueItems":true,"prefixItems":[true,{"$ref":"#"}]})"), nested),
             tst::ContainsSubstring("would take too long to check"));
}

TEST_CASE("a long chain of references is compiled without recursion") {
  std::string text = R"({"$ref":"#/$defs/a0","$defs":{"last":{"type":"string"})";
  constexpr int kLength = 20'000;
  for (int i = 0; i < kLength; ++i) {
    const std::string next = i + 1 == kLength ? "last" : "a" + std::to_string(i + 1);
    text += ",\"a" + std::to_string(i) + R"(":{"$ref":"#/$defs/)" + next + "\"}";
  }
  CHECK(problems(schema(text + "}}"), json("1")) == " nests too deeply to be checked");
}

TEST_CASE("a schema nested without measure is a fault") {
  mcp::Json deep = true;
  for (int i = 0; i < 50'000; ++i) {
    mcp::Json outer(mcp::Json::value_t::object);
    outer.get_ref<mcp::Json::object_t&>().emplace_back("not", std::move(deep));
    deep = std::move(outer);
  }
  CHECK(std::get<SchemaFault>(Schema::compile(deep)).message == "nests too deeply");
}
