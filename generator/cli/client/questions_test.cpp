#include "cli/client/questions.h"

#include <sstream>

#include "catch.h"

namespace mcpgen {
namespace {

using mcp::Json;

struct Asked {
  Json answer;
  std::string shown;
};

/// What a person who types `lines` answers to a form with this one field.
Asked ask(const std::string& field, const std::string& lines, bool required = true) {
  Json schema = {{"type", "object"}, {"properties", {{"field", Json::parse(field)}}}};
  if (required) schema["required"] = {"field"};
  std::istringstream in(lines);
  std::ostringstream out, err;
  Console console{in, out, err};
  console.asks = true;
  const Json answer = ask_person({{"message", "Which?"}, {"requestedSchema", schema}}, console);
  return {answer.contains("content") ? answer["content"].value("field", Json("none")) : answer["action"],
          err.str()};
}

constexpr const char* kTitled =
    R"({"type":"string","oneOf":[{"const":"r","title":"Red"},{"const":"g","title":"Green, dark"}],"default":"g"})";
constexpr const char* kSeveral =
    R"({"type":"array","minItems":1,"maxItems":2,"items":{"type":"string","enum":["a","b","c"]}})";
constexpr const char* kSeveralTitled =
    R"({"type":"array","items":{"anyOf":[{"const":"r","title":"Red"},{"const":"g","title":"Green, dark"}]}})";

TEST_CASE("a choice is one of its values, by title or as it is") {
  const std::string plain = R"({"type":"string","enum":["on","off"]})";
  CHECK(ask(plain, "off\n").answer == "off");
  const Asked wrong = ask(plain, "of\non\n");
  CHECK(wrong.answer == "on");
  CHECK_THAT(wrong.shown, tst::ContainsSubstring("`of` is none of on, off"));

  CHECK(ask(kTitled, "Red\n").answer == "r");
  CHECK(ask(kTitled, " r \n").answer == "r");
  const Asked asked = ask(kTitled, "\n");
  CHECK(asked.answer == "g");
  CHECK_THAT(asked.shown, tst::ContainsSubstring("field (Red, Green, dark) [Green, dark]"));
  CHECK(ask(kTitled, "Blue\n").answer == "cancel");
  CHECK(ask(R"({"type":"string","enum":["r"],"enumNames":["Red"]})", "Red\n").answer == "r");
}

TEST_CASE("of a list of choices, several are taken") {
  CHECK(ask(kSeveral, "c, a\n").answer == Json({"c", "a"}));
  CHECK(ask(kSeveral, "b\n").answer == Json({"b"}));
  const Asked asked = ask(kSeveral, "\na,b,c\nx\na,a\n");
  CHECK(asked.answer == Json({"a"}));
  CHECK_THAT(asked.shown, tst::ContainsSubstring("field (a, b, c; several with commas between them)"));
  CHECK_THAT(asked.shown, tst::ContainsSubstring("choose at least 1"));
  CHECK_THAT(asked.shown, tst::ContainsSubstring("choose at most 2"));
  CHECK_THAT(asked.shown, tst::ContainsSubstring("`x` is none of a, b, c"));
}

TEST_CASE("titles may have commas") {
  CHECK(ask(kSeveralTitled, "Green, dark\n").answer == Json({"g"}));
  CHECK(ask(kSeveralTitled, "Green, dark, Red\n").answer == Json({"g", "r"}));
  CHECK(ask(kSeveralTitled, "Red,Green, dark\n").answer == Json({"r", "g"}));
  CHECK(ask(kSeveralTitled, "r, g\n").answer == Json({"r", "g"}));
  CHECK(ask(kSeveralTitled, "\n").answer == Json::array());
  CHECK(ask(kSeveralTitled, "\n", false).answer == "none");
  CHECK(ask(kSeveralTitled, ",\nRed,\n").answer == Json({"r"}));
}

TEST_CASE("where nobody can be asked only who reads texts is told so") {
  struct Way {
    bool quiet, json;
    const char* said;
  };
  for (const Way& way : {Way{false, false, "the server asks: Sure?\ndeclined: nobody can be asked here\n"},
                         Way{true, false, ""}, Way{false, true, ""}}) {
    std::istringstream in;
    std::ostringstream out, err;
    Console console{in, out, err};
    console.quiet = way.quiet;
    console.json = way.json;
    CHECK(ask_person({{"message", "Sure?"}}, console) == Json{{"action", "decline"}});
    CHECK(err.str() == way.said);
  }
}

TEST_CASE("what is no choice is what its type says") {
  CHECK(ask(R"({"type":"integer"})", "x\n7\n").answer == 7);
  CHECK(ask(R"({"type":"string"})", "7\n").answer == "7");
}

}  // namespace
}  // namespace mcpgen
