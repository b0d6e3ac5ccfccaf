#include <mcp/core/template/template_text.h>

#include <utility>

#include "catch.h"

namespace {

using mcp::TemplatePiece;

constexpr const char* kNames[] = {"text", "arg", "var", "file", "fault"};
constexpr const char* kWithout[] = {"", ":-", ":?"};

/// "text:a arg:name var:X:-default fault:{": each piece and what it says.
std::string pieces(std::string_view text, mcp::Braces braces = mcp::Braces::marks) {
  std::string out;
  std::size_t end = 0;
  for (const TemplatePiece& piece : mcp::split_template(text, braces)) {
    CHECK(piece.offset == end);
    end += piece.length;
    out += out.empty() ? "" : " ";
    out += kNames[static_cast<int>(piece.kind)] + std::string(":") + std::string(piece.text) +
           kWithout[static_cast<int>(piece.without)] + std::string(piece.instead);
  }
  CHECK(end == text.size());
  return out;
}

TEST_CASE("a text falls into what is said, what callers say and what the operator says") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"Hello, {name}!", "text:Hello,  arg:name text:!"},
      {"{a.b-c_1}", "arg:a.b-c_1"},
      {"{{}}$$$", "text:{ text:} text:$ text:$"},
      {"${A}${B:-x}${C:?set it}", "var:A var:B:-x var:C:?set it"},
      {"${B:-}${B:-a:b}${file}", "var:B:- var:B:-a:b var:file"},
      {"${file:/run/x}", "file:/run/x"},
      {"$A", "text:$ text:A"},
  };
  for (const auto& [text, expected] : cases) CHECK(pieces(text) == expected);
}

TEST_CASE("where braces are text, the operator's values are all there is") {
  CHECK(pieces("{a} ${A} }{{ $$", mcp::Braces::text) == "text:{a}  var:A text: }{{  text:$");
  CHECK(pieces("${A}}", mcp::Braces::text) == "var:A text:}");
}

TEST_CASE("what is neither is a fault that says what to write") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a {", "text:a  fault:{"},
      {"a}", "text:a fault:}"},
      {"{a b}", "fault:{a b}"},
      {"{}", "fault:{}"},
      {"${", "fault:${"},
      {"${A", "fault:${"},
      {"${}", "fault:${}"},
      {"${1A} {x}", "fault:${1A} text:  arg:x"},
      {"${A:+x}", "fault:${A:+x}"},
      {"${A:}", "fault:${A:}"},
      {"${file:}", "fault:${file:}"},
  };
  for (const auto& [text, expected] : cases) CHECK(pieces(text) == expected);
  CHECK(mcp::split_template("${A")[0].help == "write `$${{` for a dollar and a brace");
  CHECK(mcp::split_template("${A", mcp::Braces::text)[0].help == "write `$${` for a dollar and a brace");
  CHECK(mcp::fault_text(mcp::split_template("}")[0]) == "`}` closes nothing: write `}}` for a brace");
}

TEST_CASE("a default is a text: nothing is asked for within it") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"${A:-${B}}/{x}", "fault:${A:-${B}} text:/ arg:x"},
      {"${A:-${B:-${C}}}", "fault:${A:-${B:-${C}}}"},
      {"${A:?${B}}", "fault:${A:?${B}}"},
      {"${file:${DIR}/x}", "fault:${file:${DIR}/x}"},
      {"${A:-${B}", "fault:${A:-${B}"},
  };
  for (const auto& [text, expected] : cases) CHECK(pieces(text) == expected);
}

TEST_CASE("names of variables have an end") {
  CHECK(mcp::is_variable_name(std::string(128, 'A')));
  for (const std::string& text :
       {std::string(129, 'A'), std::string(), std::string("1A"), std::string("A-B")})
    CHECK_FALSE(mcp::is_variable_name(text));
}

}  // namespace
