#include "cli/client/arguments.h"

#include <filesystem>
#include <fstream>

#include "catch.h"
#include "scratch_folder.h"

namespace mcpgen {
namespace {

using mcp::Json;

const Json kSchema = Json::parse(R"({
  "type": "object",
  "properties": {
    "name": {"type": "string"},
    "count": {"type": "integer"},
    "ratio": {"type": "number"},
    "on": {"type": "boolean"},
    "tags": {"type": "array", "items": {"type": "string"}},
    "maybe": {"type": ["integer", "null"]},
    "level": {"$ref": "#/$defs/Level"},
    "version": {"enum": ["1", "2", 3]},
    "word": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    "size": {"oneOf": [{"type": "integer"}, {"$ref": "#/$defs/Level"}]},
    "any": {},
    "strict": {"allOf": [{"$ref": "#/definitions/a~1b/0"}, {"minimum": 1}]},
    "bare": {"$ref": "#/properties/count"},
    "fixed": {"const": "a"},
    "closed": {"type": "string", "enum": ["on", "off"]},
    "photo": {"type": "string", "contentEncoding": "base64"}
  },
  "$defs": {"Level": {"type": "string"}},
  "definitions": {"a/b": [{"type": "integer"}]}
})");

Json read(const std::vector<std::string>& words) {
  auto arguments = read_arguments(words, kSchema);
  REQUIRE(std::holds_alternative<Json>(arguments));
  return std::get<Json>(arguments);
}

UsageFault fault(const std::string& word) {
  auto arguments = read_arguments({word}, kSchema);
  REQUIRE(std::holds_alternative<UsageFault>(arguments));
  return std::get<UsageFault>(arguments);
}

TEST_CASE("arguments become what the tool's schema says") {
  CHECK(read({"name=42", "count=42", "ratio=1", "on=true", "tags=[\"a\"]", "maybe=null", "level=7"}) ==
        Json::parse(R"({"name":"42","count":42,"ratio":1,"on":true,"tags":["a"],"maybe":null,"level":"7"})"));
}

TEST_CASE("an argument without a type is JSON where it can be, else text") {
  CHECK(read({"any=[1]"})["any"] == Json::parse("[1]"));
  CHECK(read({"other=hello world"})["other"] == "hello world");
}

TEST_CASE("an argument of several kinds becomes one that the schema takes") {
  CHECK(read({"version=1"})["version"] == "1");
  CHECK(read({"version=3"})["version"] == 3);
  CHECK(read({"word=123"})["word"] == "123");
  CHECK(read({"word=null"})["word"].is_null());
  CHECK(read({"size=5"})["size"] == 5);
  CHECK(read({"size=big"})["size"] == "big");
  CHECK_THAT(fault("version=4").message, tst::ContainsSubstring("argument `version`"));
}

TEST_CASE("references, combined schemas and fixed values say what an argument is") {
  CHECK(read({"strict=5"})["strict"] == 5);
  CHECK(fault("strict=x").message == "argument `strict`: `x` is nothing that the schema takes");
  CHECK(read({"bare=5"})["bare"] == 5);
  CHECK(fault("bare=x").message == "argument `bare`: `x` is no integer");
  CHECK(read({"fixed=a"})["fixed"] == "a");
  CHECK(read({"fixed=\"a\""})["fixed"] == "a");
  CHECK(fault("fixed=b").message == "argument `fixed`: `b` is no a");
  CHECK(fault("closed=of").message == "argument `closed`: `of` is no on | off");
}

TEST_CASE("a whole number is an integer however it is written") {
  for (const char* word : {"count=1.0", "count=1e0", "count=1"}) {
    const Json count = read({word})["count"];
    CHECK(count.is_number_integer());
    CHECK(count == 1);
  }
  CHECK(read({"ratio=1.0"})["ratio"].is_number_float());
  fault("count=1.5");
  fault("count=1e300");
}

TEST_CASE("quotes that were typed are part of a text wherever one is taken") {
  CHECK(read({"word=\"x\""})["word"] == "\"x\"");
  CHECK(read({"name=\"x\""})["name"] == "\"x\"");
  CHECK(read({"size=\"x\""})["size"] == "\"x\"");
  CHECK(read({"any=\"x\""})["any"] == "x");
}

TEST_CASE("a schema too large to look through may accept anything, soon") {
  Json definitions = {{"d0", {{"type", "string"}}}};
  for (int i = 1; i < 40; ++i) {
    const Json before = {{"$ref", "#/$defs/d" + std::to_string(i - 1)}};
    definitions["d" + std::to_string(i)] = {{"anyOf", {before, before}}};
  }
  const Json schema = {{"properties", {{"x", {{"$ref", "#/$defs/d39"}}}}}, {"$defs", definitions}};
  const auto arguments = read_arguments({"x=[1]"}, schema);
  REQUIRE(std::holds_alternative<Json>(arguments));
}

TEST_CASE("what is not UTF-8 is refused, with a way to send it") {
  CHECK(fault("name=\xff").message == "argument `name` is not text in UTF-8, which is all that JSON carries");
  CHECK(fault("photo=\xff").help == "give it as base64: photo=\"$(base64 -w0 FILE)\"");
  const tst::ScratchFolder folder;
  folder.file("a b.png", "\xff");
  CHECK(fault("photo=@" + folder.path("a b.png")).help ==
        "give it as base64: photo=\"$(base64 -w0 '" + folder.path("a b.png") + "')\"");
  fault("\xff=1");
}

TEST_CASE("what is no JSON is told where, and not repeated whole") {
  CHECK(fault("name:=[1").message == "argument `name` is not JSON: expected ',' or ']', at byte 3 of `[1`");
  CHECK(read({"any:=" + std::string(500, '[') + std::string(500, ']')})["any"].is_array());
  const std::string many(10'000, 'x');
  for (const std::string beginning : {"count=", "count:=", ""})
    CHECK(fault(beginning + many).message.size() < 200);
  CHECK(fault("count=" + many).message == "argument `count`: `" + many.substr(0, 80) + "…` is no integer");
}

TEST_CASE("a value may hold equals signs and be empty") {
  CHECK(read({"name=a=b"})["name"] == "a=b");
  CHECK(read({"name="})["name"] == "");
}

TEST_CASE("key:=json is taken as it is") { CHECK(read({"name:=5"})["name"] == 5); }

TEST_CASE("key=@file is the text of the file") {
  const auto path = std::filesystem::temp_directory_path() / "mcpgen_arguments_test.txt";
  std::ofstream(path) << "from a file";
  CHECK(read({"name=@" + path.string()})["name"] == "from a file");
  std::filesystem::remove(path);
}

TEST_CASE("what cannot be an argument is said so") {
  CHECK_THAT(fault("name").help, tst::ContainsSubstring("key=value"));
  CHECK(fault("count=many").message == "argument `count`: `many` is no integer");
  CHECK(fault("count=many").help == "such as count=1");
  CHECK(fault("tags=a").message == "argument `tags`: `a` is no string[]");
  CHECK(fault("tags=a").help == R"(such as tags:='["text"]')");
  CHECK_THAT(fault("name:=[1").message, tst::ContainsSubstring("not JSON"));
  CHECK_THAT(fault("name=@/no/such/file").message, tst::ContainsSubstring("cannot read"));
  CHECK_THAT(fault("name=@/").message, tst::ContainsSubstring("cannot read"));
  CHECK_THAT(fault("name=@ada").help, tst::ContainsSubstring(R"(name:='"@ada"')"));
  const auto twice = read_arguments({"count=1", "count=2"}, kSchema);
  REQUIRE(std::holds_alternative<UsageFault>(twice));
  CHECK(std::get<UsageFault>(twice).message == "argument `count` is given twice");
}

}  // namespace
}  // namespace mcpgen
