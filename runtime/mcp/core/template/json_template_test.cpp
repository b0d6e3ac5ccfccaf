#include <mcp/core/template/json_template.h>

#include <cstdlib>

#include <mcp/json/json.h>

#include "catch.h"

namespace {

using mcp::Json;
using mcp::JsonTemplate;

std::string render(std::string_view source, const Json& arguments = Json::object()) {
  const JsonTemplate value(source);
  CHECK(value.problems().empty());
  return value.render(arguments);
}

TEST_CASE("strings are templates, everything else stays as it is") {
  CHECK(render(R"({"message":"Hello, {name}!","n":[1,-2.5,true,null,{}],"{name}":"{{}}"})",
               {{"name", "Ada"}}) == R"({"message":"Hello, Ada!","n":[1,-2.5,true,null,{}],"{name}":"{}"})");
}

TEST_CASE("a string that is one argument becomes its value with its type") {
  const Json arguments = {{"count", 3}, {"list", {1, "x"}}, {"deep", {{"flag", true}}}, {"text", "3"}};
  CHECK(render(R"({"a":"{count}","b":"{list}","c":"{deep.flag}","d":"{text}","e":" {count}"})", arguments) ==
        R"({"a":3,"b":[1,"x"],"c":true,"d":"3","e":" 3"})");
  CHECK(render(R"("{count}")", arguments) == "3");
}

TEST_CASE("an absent argument leaves its member or item out, and is nothing within a text") {
  CHECK(render(R"({"a":"{x}","b":["{x}",1,"{x}"],"c":"<{x}>","d":2})") == R"({"b":[1],"c":"<>","d":2})");
  CHECK(render(R"("{x}")") == "null");
  CHECK(render(R"({"a":"{x}"})", {{"x", nullptr}}) == R"({"a":null})");
}

TEST_CASE("JSON-04 no value of a caller changes the shape of the answer") {
  for (const char* hostile :
       {R"(","admin":true,"x":")", "\\", "\"", "\n", "\xff", "{name}", "${HOME}", "]}"}) {
    CAPTURE(hostile);
    const Json answer = Json::parse(render(R"({"a":"<{name}>","b":"{name}"})", {{"name", hostile}}));
    CHECK(answer.size() == 2);
    if (hostile != std::string_view("\xff")) CHECK(answer["b"] == hostile);
  }
}

TEST_CASE("GEN-15 an operator's value is text, whatever it holds") {
  ::setenv("BACKEND_TEST_JSON", "{name}\",\"x\":\"", 1);
  CHECK(Json::parse(render(R"({"a":"${BACKEND_TEST_JSON}"})"))["a"] == "{name}\",\"x\":\"");
  ::unsetenv("BACKEND_TEST_JSON");
}

TEST_CASE("problems of a value name what is wrong") {
  CHECK_THAT(JsonTemplate("{").problems().at(0), tst::ContainsSubstring("not JSON"));
  CHECK(JsonTemplate(R"({"a":["{","}"]})").problems().size() == 2);
}

TEST_CASE("no type depends on an operator's value") {
  constexpr std::string_view kSource = R"({"m":"${BACKEND_TEST_UNSET:-}{n}"})";
  CHECK(render(kSource, {{"n", 7}}) == R"({"m":"7"})");
  CHECK(render(kSource) == R"({"m":""})");
}

}  // namespace
