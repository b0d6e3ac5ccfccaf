#include <mcp/core/question.h>

#include <stdexcept>

#include <mcp/json/json.h>

#include "catch.h"

namespace {

using mcp::Answer;
using mcp::Form;
using mcp::Json;

TEST_CASE("a form becomes the schema of a flat object") {
  const Form form = Form("Who?")
                        .text("name", "Your \"name\"")
                        .integer("age", {}, false)
                        .choice("role", {"admin", "guest"})
                        .field("email", R"({"type": "string",
                                            "format": "email"})");
  CHECK(form.message() == "Who?");
  CHECK(form.schema() ==
        R"({"type":"object","properties":{"name":{"type":"string","description":"Your \"name\""},)"
        R"("age":{"type":"integer"},"role":{"type":"string","enum":["admin","guest"]},)"
        R"("email":{"type":"string","format":"email"}},"required":["name","role","email"]})");
}

TEST_CASE("a field whose schema is not a JSON object is the handler's mistake") {
  CHECK_THROWS_AS(Form("?").field("a", "{"), std::invalid_argument);
  CHECK_THROWS_AS(Form("?").field("a", "[]"), std::invalid_argument);
}

TEST_CASE("an answer gives its fields by type") {
  const Answer answer{Answer::Action::accept, R"({"name":"Ada","age":36,"ok":true,"tags":["a"]})"};
  CHECK(answer.accepted());
  CHECK(answer.text("name") == "Ada");
  CHECK(answer.text("age") == "36");
  CHECK(answer.text("tags") == R"(["a"])");
  CHECK(answer.text("none").empty());
  CHECK(answer.number("age") == 36.0);
  CHECK_FALSE(answer.number("name").has_value());
  CHECK(answer.boolean("ok") == true);
  CHECK_FALSE(answer.boolean("age").has_value());
}

TEST_CASE("an answer without content has no fields") {
  const Answer answer;
  CHECK_FALSE(answer.accepted());
  CHECK(answer.json() == Json::object());
  CHECK(answer.text("name").empty());
}

}  // namespace
