#include "cli/client/arguments.h"

#include <filesystem>
#include <fstream>

#include "catch.h"

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
    "any": {}
  },
  "$defs": {"Level": {"type": "string"}}
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
