#include <mcp/pattern/pattern.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <mcp/json/json.h>

#include "catch.h"

namespace {

using Answer = mcp::schema::Pattern::Answer;

constexpr std::size_t kBudget = 16'000'000;

std::unique_ptr<const mcp::schema::Pattern> compiled(std::string_view expression) {
  auto made = mcp::pcre2_patterns()(expression);
  if (const auto* reason = std::get_if<std::string>(&made)) FAIL(expression << ": " << *reason);
  return std::move(std::get<0>(made));
}

Answer search(std::string_view expression, std::string_view text) {
  std::size_t budget = kBudget;
  return compiled(expression)->search(text, budget);
}

std::size_t cost(std::string_view expression, std::string_view text) {
  std::size_t budget = kBudget;
  CHECK(compiled(expression)->search(text, budget) != Answer::too_hard);
  return kBudget - budget;
}

std::string verdict(const char* schema_text, const mcp::Json& value) {
  auto made =
      mcp::schema::Schema::compile(mcp::Json::parse(schema_text), {.patterns = mcp::pcre2_patterns()});
  const auto violations = std::get<mcp::schema::Schema>(made).check(value);
  return violations.empty() ? "" : violations.front().message;
}

bool matches(std::string_view expression, std::string_view text) {
  const Answer answer = search(expression, text);
  CHECK(answer != Answer::too_hard);
  return answer == Answer::yes;
}

}  // namespace

TEST_CASE("expressions mean what ECMA-262 says") {
  CHECK(matches("^a$", "a"));
  CHECK_FALSE(matches("^a$", "a\n"));
  CHECK(matches("b", "abc"));
  CHECK_FALSE(matches("^.$", "\xE2\x80\xA8"));
  CHECK(matches("^.$", "\xF0\x9F\x98\x80"));
  CHECK_FALSE(matches("^\\d$", "\xDF\x80"));
  CHECK_FALSE(matches("^\\w$", "\xC3\xA9"));
  CHECK(matches("^\\s[\\s]$", "\xC2\xA0\xEF\xBB\xBF"));
  CHECK(matches("^\\S[\\S]$", "\x01z"));
  CHECK_FALSE(matches("[^\\s]", " \t"));
  CHECK(matches("^\\cC\\cc$", "\x03\x03"));
  CHECK(
      matches("^\\u00fc\\xFC\\u{1F600}\\ud83d\\ude00$", "\xC3\xBC\xC3\xBC\xF0\x9F\x98\x80\xF0\x9F\x98\x80"));
  CHECK(matches("^\\p{Letter}\\p{Lu}\\p{Script=Greek}\\P{L}$",
                "aB\xCE\xB1"
                "1"));
  CHECK(matches("^(a)(?<n>b)\\1\\k<n>$", "abab"));
  CHECK(matches("^(?:a|b)(?=c)(?!d)c(?<=c)(?<!d)$", "bc"));
  CHECK(matches("^[^]$", "\n"));
  CHECK_FALSE(matches("[]", "a"));
  CHECK(matches("^[[:a]$", ":"));
  CHECK(matches("^[:a:][.b.][=c=][^.d.]$", ":.cx"));
  CHECK(matches("^a{2}b{1,}c{0,2}?$", "aab"));
  CHECK(matches("^x{,3}$", "x{,3}"));
  CHECK(matches("^(?:a|b){2}(c)?(?:\\1{2}|d)*?$", "abcccd"));
  CHECK(matches("^\\-\\/\\.\\@$", "-/.@"));
  CHECK(matches(std::string_view("^\\0$"), std::string_view("\0", 1)));
  CHECK(matches("^[\\b]$", "\b"));
}

TEST_CASE("what only PCRE2 understands is refused") {
  const char* const expression =
      GENERATE("(*LIMIT_MATCH=1)a", "(*UCP)\\d", "(?i)a", "(?R)", "(?>a)", "a++", "a*+", "(?C1)", "\\Qa\\E",
               "\\a", "\\A", "\\h", "\\R", "\\C", "\\K", "\\G", "\\z", "(?P<n>a)", "(?#c)", "(?|a)",
               "a{2}{3}", "\\p{Nope}", "\\pL", "\\c1", "\\u12", "[\\1]");
  INFO(expression);
  CHECK(std::holds_alternative<std::string>(mcp::pcre2_patterns()(expression)));
}

TEST_CASE("broken expressions are refused with a reason") {
  const char* const expression =
      GENERATE("(", ")", "[a", "*a", "(?:+a)", "a|?", "a{2,1}", "[b-a]", "\\", "(?<n", "\\k<nope>", "^(abc]");
  INFO(expression);
  const auto made = mcp::pcre2_patterns()(expression);
  REQUIRE(std::holds_alternative<std::string>(made));
  CHECK_FALSE(std::get<std::string>(made).empty());
}

TEST_CASE("MCP-20 matching is bounded in time and memory") {
  CHECK(search("^(a+)+$", std::string(10, 'a') + "b") == Answer::no);
  CHECK(search("^(a+)+$", std::string(30, 'a') + "b") == Answer::too_hard);
  CHECK(search("^(a|b)*$", std::string(1'000'000, 'a') + "c") == Answer::too_hard);
  CHECK(search("(.*)*(.*)*(.*)*[xy]", std::string(10'000, 'a')) == Answer::too_hard);
  CHECK(search("^[ab]*$", std::string(1'000'000, 'a')) == Answer::yes);
}

TEST_CASE("MCP-20 what a search costs is counted from its first start to its last") {
  const std::string letters(8'000, 'a');
  CHECK(search("[a-z]+$", letters + "!") == Answer::too_hard);
  CHECK(search("[a-z]*?$", letters + "!") == Answer::too_hard);
  CHECK(search("\\w+@\\w+\\.\\w+", letters + "!@.") == Answer::too_hard);
  CHECK(search("(?=[a-z]*!)x|[a-z](?=[a-z]*[?])", letters + "!") == Answer::too_hard);
  CHECK(search("(?:[a-z]|[b-z]){8}", letters.substr(0, 7) + "!") == Answer::no);
}

TEST_CASE("MCP-20 what a search walks over without a choice is counted") {
  std::string parts;
  while (parts.size() < 100'000) parts += std::string(999, 'a') + '!';
  CHECK(search("[a-z]{1000}", parts) == Answer::too_hard);
  CHECK(search("[^]{0}[a-z]{1000,}", parts) == Answer::too_hard);
  CHECK(search("(?<=[a-z]{1000})!", parts) == Answer::no);
  CHECK(search("(?<=[a-z]{1000})[a!]", parts) == Answer::too_hard);

  const std::string word(5'000, 'a');
  CHECK(search("^(a+) (?:a|\\1b)*$", word + ' ' + word + '!') == Answer::too_hard);
  CHECK(search("^(?<w>a+) (?:a|\\k<w>b)*$", word + ' ' + word + '!') == Answer::too_hard);
}

TEST_CASE("MCP-20 honest texts are searched at a price in proportion to them") {
  std::string prose;
  while (prose.size() < 64 * 1024) prose += "The quick brown fox jumps over the lazy dog. ";
  CHECK(cost("^[0-9]+$", "12345678901234567890") < 50);
  CHECK(cost("^[^@ ]+@[^@ ]+\\.[a-z]+$", "somebody@mail.example.com") < 200);
  CHECK(cost("[a-z]+$", std::string(4'000, 'a')) < 5'000);
  CHECK(cost("needle", prose + "needle") < 4 * prose.size());
  CHECK(cost("\\w+@\\w+\\.\\w+", prose + "me@example.com") < 20 * prose.size());
  CHECK(cost("^[^]*$", std::string(4'000'000, 'a')) < 5'000'000);
}

TEST_CASE("MCP-20 searches share a budget") {
  const auto pattern = compiled("^[a-z]*$");
  std::size_t budget = 10'000;
  CHECK(pattern->search(std::string(4'000, 'a'), budget) == Answer::yes);
  CHECK(budget < 6'000);
  CHECK(pattern->search(std::string(4'000, 'a'), budget) == Answer::yes);
  CHECK(pattern->search(std::string(4'000, 'a'), budget) == Answer::too_hard);
}

TEST_CASE("MCP-20 the searches of a check are paid out of its budget") {
  const mcp::Json one = std::string(400, 'a') + '!';
  const char* const schema =
      GENERATE(R"({"contains":{"pattern":"[a-z]+$"}})", R"({"items":{"not":{"pattern":"[a-z]+$"}}})",
               R"({"items":{"anyOf":[{"pattern":"[a-z]+$"},{"pattern":"!$"}]}})");
  CHECK_THAT(verdict(schema, mcp::Json::array_t(1'000, one)), tst::ContainsSubstring("too long"));
  CHECK_THAT(verdict(schema, mcp::Json::array_t(10, one)), !tst::ContainsSubstring("too long"));
}

TEST_CASE("MCP-20 expressions from outside are compiled out of the budget") {
  const char* const schema = R"({"items":{"format":"regex"}})";
  CHECK(verdict(schema, mcp::Json::array_t(100, "^[a-z]+(?:-[a-z]+)*$")) == "");
  CHECK(verdict(schema, mcp::Json::array_t(1'000, "(?:a|b){0,1000}")) == "would take too long to check");
  CHECK(verdict(schema, mcp::Json::array_t(10, std::string(8'000, 'a'))) == "would take too long to check");
}

TEST_CASE("MCP-20 hostile expressions are refused while they are compiled") {
  const auto refused = [](const std::string& expression) {
    return std::holds_alternative<std::string>(mcp::pcre2_patterns()(expression));
  };
  CHECK(refused(std::string(200, '(') + std::string(200, ')')));
  CHECK(refused("((a{1000}){1000}){1000}"));
  CHECK(refused(std::string(70'000, 'a')));
  CHECK(refused('[' + std::string(70'000, 'a') + ']'));  // small when compiled
}

TEST_CASE("text that is not UTF-8 matches nothing") { CHECK(search("^.*$", "\xFF") == Answer::no); }
