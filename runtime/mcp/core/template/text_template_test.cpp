#include <mcp/core/template/text_template.h>

#include <cstdlib>

#include <mcp/core/template/place.h>
#include <mcp/json/json.h>

#include "catch.h"

namespace {

using mcp::Json;
using mcp::TextTemplate;

std::string render(std::string_view source, const Json& arguments) {
  const TextTemplate text(source);
  CHECK(text.problems().empty());
  return text.render(arguments);
}

TEST_CASE("arguments stand in a text by name and by path") {
  const Json arguments = {
      {"name", "Ada"}, {"n", 3}, {"who", {{"first", "Eve"}}}, {"a.b", "dotted"}, {"l", {1, "x"}}};
  CHECK(render("Hello, {name}!", arguments) == "Hello, Ada!");
  CHECK(render("{name}{n}", arguments) == "Ada3");
  CHECK(render("{who.first} {a.b} {l}", arguments) == R"(Eve dotted [1,"x"])");
  CHECK(render("[{absent}][{who.absent}][{name.first}]", arguments) == "[][][]");
  CHECK(render("{{name}} {{{name}}} $ 5$", arguments) == "{name} {Ada} $ 5$");
  CHECK(render("", arguments).empty());
}

TEST_CASE("a caller's value is never scanned for more") {
  ::setenv("BACKEND_TEST_SECRET", "hidden", 1);
  for (const char* hostile : {"${BACKEND_TEST_SECRET}", "{name}", "{{", "}}", "$$", "${file:/etc/passwd}"}) {
    CHECK(render("<{name}>", {{"name", hostile}}) == "<" + std::string(hostile) + ">");
  }
}

TEST_CASE("GEN-15 an operator's value is put in when the template is made, and never scanned for arguments") {
  ::setenv("BACKEND_TEST_VALUE", "{name} $$ ${HOME} }", 1);
  const TextTemplate text("${BACKEND_TEST_VALUE}/{name}");
  ::setenv("BACKEND_TEST_VALUE", "changed", 1);
  CHECK(text.problems().empty());
  CHECK(text.render({{"name", "Ada"}}) == "{name} $$ ${HOME} }/Ada");
  ::unsetenv("BACKEND_TEST_VALUE");
  CHECK(render("${BACKEND_TEST_VALUE:-none} $$5", Json::object()) == "none $5");
}

TEST_CASE("what cannot be used is a problem that says why") {
  ::unsetenv("BACKEND_TEST_VALUE");
  for (const char* source : {"{", "{name", "}", "a } b", "{ a }", "{}", R"({"a": 1})", "{a{b}", "${X", "${",
                             "${BACKEND_TEST_VALUE:-${HOME}}", "${BACKEND_TEST_VALUE:?must be set}"}) {
    CAPTURE(source);
    CHECK_FALSE(TextTemplate(source).problems().empty());
  }
  CHECK_THAT(TextTemplate("${BACKEND_TEST_VALUE:?must be set}").problems()[0],
             tst::ContainsSubstring("must be set"));
}

TEST_CASE("a template knows whether it is one argument or none") {
  CHECK(*TextTemplate("{count}").only_argument() == "count");
  CHECK(TextTemplate(" {count}").only_argument() == nullptr);
  CHECK(TextTemplate("${BACKEND_TEST_UNSET:-}{count}").only_argument() == nullptr);
  CHECK(*TextTemplate("a{{").constant() == "a{");
  CHECK(TextTemplate("").constant()->empty());
  CHECK(TextTemplate("{a}").constant() == nullptr);
}

std::optional<std::string> in_path(std::string_view source, const Json& arguments) {
  return TextTemplate(source).render(arguments, mcp::as_path_part);
}

TEST_CASE("OUT-06 a value in a path stays within its name") {
  CHECK(in_path("docs/{page}.md", {{"page", "a..b"}}) == "docs/a..b.md");
  CHECK(in_path("{a}{b}", {{"a", "x"}, {"b", ".y"}}) == "x.y");
  CHECK(in_path("v{n}", {{"n", ".5"}}) == "v.5");
  for (const char* hostile : {"..", ".", "../x", "a/b", "/etc", "a\\b", ".git"}) {
    CAPTURE(hostile);
    CHECK_FALSE(in_path("docs/{page}", {{"page", hostile}}).has_value());
    CHECK_FALSE(in_path("{page}", {{"page", hostile}}).has_value());
  }
  CHECK_FALSE(in_path("docs/{a}{b}", {{"a", ""}, {"b", ".."}}).has_value());
  CHECK_FALSE(in_path("docs/{page}", {{"page", std::string("a\0b", 3)}}).has_value());
}

TEST_CASE("OUT-06 a value that is empty or absent names no hidden file") {
  for (const Json& arguments : {Json{{"name", ""}, {"ext", "env"}}, Json{{"ext", "env"}}}) {
    CAPTURE(arguments);
    CHECK_FALSE(in_path("{name}.{ext}", arguments).has_value());
    CHECK_FALSE(in_path("docs/{name}.md", arguments).has_value());
    CHECK_FALSE(in_path("docs/{name}{ext}", arguments).has_value());
  }
  CHECK(in_path("notes{suffix}.md", Json::object()) == "notes.md");
}

std::optional<std::string> in_uri(std::string_view source, const Json& arguments) {
  return TextTemplate(source).render(arguments, mcp::as_uri_part);
}

TEST_CASE("OUT-06 a value in a URI is percent-encoded and makes no dot segment") {
  CHECK(in_uri("a://b/{x}/c", {{"x", "1/2?3#4&5 %\r\n\xC3\xA9"}}) ==
        "a://b/1%2F2%3F3%234%265%20%25%0D%0A%C3%A9/c");
  CHECK(in_uri("a://b/{x}/c", {{"x", "a.b~c_d-e"}}) == "a://b/a.b~c_d-e/c");
  for (const char* hostile : {".", ".."}) {
    CHECK_FALSE(in_uri("a://b/{x}/c", {{"x", hostile}}).has_value());
    CHECK_FALSE(in_uri("a://b/{y}{x}/c", {{"y", ""}, {"x", hostile}}).has_value());
  }
  CHECK_FALSE(in_uri("a://b/{x}{y}/c", {{"x", "."}, {"y", "."}}).has_value());
}

}  // namespace
