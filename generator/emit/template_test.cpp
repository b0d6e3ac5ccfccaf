#include "emit/template.h"

#include "catch.h"

using mcpgen::TemplateError;
using mcpgen::Templates;
using mcpgen::View;

namespace {

/// What a template prints, or "file:line: message".
std::string print(std::string_view text, const View& view, std::string_view partial = {}) {
  Templates templates;
  const auto shown = [](const TemplateError& error) {
    return error.file + ':' + std::to_string(error.line) + ": " + error.message;
  };
  const auto added = templates.add("t", text);
  if (const auto* error = std::get_if<TemplateError>(&added)) return shown(*error);
  if (!partial.empty()) templates.add("part", partial);
  const auto rendered = templates.render("t", view);
  if (const auto* error = std::get_if<TemplateError>(&rendered)) return shown(*error);
  return std::get<std::string>(rendered);
}

View item(std::string name) { return View().text("name", std::move(name)); }

}  // namespace

TEST_CASE("a value passes the filter it names") {
  CHECK(print("a {{x|cpp_string}} b\n", View().text("x", "q\"")) == "a \"q\\\"\" b\n");
  CHECK(print("{{ x | ident }}", View().text("x", "greet")) == "greet");
  CHECK(print("{{x|code}}", View().code("x", "std::string")) == "std::string");
}

TEST_CASE("lists, flags and their opposites") {
  const View view = View()
                        .list("xs", {item("a"), item("b")})
                        .list("none", {})
                        .flag("on", true)
                        .flag("off", false)
                        .text("t", "");
  CHECK(print("{{#xs}}{{name|ident}}{{^last}}, {{/last}}{{/xs}}", view) == "a, b");
  CHECK(print("{{^xs}}x{{/xs}}{{^none}}y{{/none}}{{#none}}z{{/none}}", view) == "y");
  CHECK(print("{{#on}}1{{/on}}{{#off}}2{{/off}}{{^off}}3{{/off}}{{#t}}4{{/t}}{{^t}}5{{/t}}", view) == "135");
}

TEST_CASE("a line with nothing but a tag leaves no line behind") {
  const View view = View().list("xs", {item("a"), item("b")}).flag("on", true);
  CHECK(print("{\n  {{#xs}}\n  {{name|ident}};\n  {{/xs}}\n}\n", view) == "{\n  a;\n  b;\n}\n");
  CHECK(print("a\n{{! note }}\nb\n", view) == "a\nb\n");
  CHECK(print("{{#on}}\nx\n{{/on}}", view) == "x\n");
  CHECK(print("x {{#on}}\ny{{/on}}\n", view) == "x \ny\n");
}

TEST_CASE("another template is indented as its tag is, or stands within a line") {
  const View view = View().text("x", "a");
  CHECK(print("{\n  {{> part}}\n}\n", view, "one\n\n{{x|ident}}\n") == "{\n  one\n\n  a\n}\n");
  CHECK(print("[{{> part}}]\n", view, "{{x|ident}}\n") == "[a]\n");
}

TEST_CASE("a template that is wrong says where") {
  const View view = View().text("x", "a").code("c", "int").flag("f", true).list("xs", {item("a")});
  CHECK(print("\n\n{{y|ident}}", view) == "t:3: `y` is not known here");
  CHECK(print("{{x}}", view) == "t:1: `x` needs a filter");
  CHECK(print("a\n{{x|shout}}", view) == "t:2: there is no filter `shout` for `x`");
  CHECK(print("{{x|code}}", view) == "t:1: there is no filter `code` for `x`");
  CHECK(print("{{c|ident}}", view) == "t:1: `c` is not a text");
  CHECK(print("{{xs|ident}}", view) == "t:1: `xs` is not a text");
  CHECK(print("{{#xs}}{{x|ident}}{{/xs}}", view) ==
        "t:1: `x` is not known here");  // no outer names in a list
  CHECK(print("{{#xs}}\n", view) == "t:1: section `xs` is not closed");
  CHECK(print("{{/xs}}\n", view) == "t:1: section `xs` is not open");
  CHECK(print("{{#xs}}{{#f}}{{/xs}}{{/f}}", view) == "t:1: section `xs` is not open");
  CHECK(print("a\n{{x|ident", view) == "t:2: tag is not closed");
  CHECK(print("{{}}", view) == "t:1: `` is not a name");
  CHECK(print("{{> absent}}", view) == "t:1: there is no template `absent`");
  CHECK(print("{{> part}}", view, "{{> part}}") == "part:1: templates include one another too deep");
  CHECK(print("{{x|ident}}", View().text("x", "not an identifier")) == "t:1: `x` cannot pass `ident`");
}

TEST_CASE("sections have a greatest depth") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "{{#f}}";
  CHECK(print(text, View().flag("f", true)) == "t:1: sections are nested too deep");
}
