#include <mcp/pattern/pattern.h>

#include "catch.h"

namespace {

using Answer = mcp::schema::Pattern::Answer;

Answer search(std::string_view expression, std::string_view text) {
  auto made = mcp::pcre2_patterns()(expression);
  if (const auto* reason = std::get_if<std::string>(&made)) FAIL(expression << ": " << *reason);
  return std::get<0>(made)->search(text);
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
  CHECK(matches("^a{2}b{1,}c{0,2}?$", "aab"));
  CHECK(matches("^x{,3}$", "x{,3}"));
  CHECK(matches("^\\-\\/\\.\\@$", "-/.@"));
  CHECK(matches(std::string_view("^\\0$"), std::string_view("\0", 1)));
  CHECK(matches("^[\\b]$", "\b"));
}

TEST_CASE("what only PCRE2 understands is refused") {
  const char* const expression =
      GENERATE("(*LIMIT_MATCH=1)a", "(*UCP)\\d", "(?i)a", "(?R)", "(?>a)", "a++", "a*+", "(?C1)", "\\Qa\\E",
               "\\a", "\\A", "\\h", "\\R", "\\C", "\\K", "\\G", "\\z", "(?P<n>a)", "(?#c)", "(?|a)",
               "\\p{Nope}", "\\pL", "\\c1", "\\u12", "[\\1]");
  INFO(expression);
  CHECK(std::holds_alternative<std::string>(mcp::pcre2_patterns()(expression)));
}

TEST_CASE("broken expressions are refused with a reason") {
  const char* const expression =
      GENERATE("(", ")", "[a", "*a", "a{2,1}", "[b-a]", "\\", "(?<n", "\\k<nope>", "^(abc]");
  INFO(expression);
  const auto made = mcp::pcre2_patterns()(expression);
  REQUIRE(std::holds_alternative<std::string>(made));
  CHECK_FALSE(std::get<std::string>(made).empty());
}

TEST_CASE("MCP-20 matching is bounded in time and memory") {
  CHECK(search("^(a+)+$", std::string(10, 'a') + "b") == Answer::no);
  CHECK(search("^(a+)+$", std::string(20, 'a') + "b") == Answer::too_hard);  // about a million steps
  CHECK(search("^(a|b)*$", std::string(1'000'000, 'a') + "c") == Answer::too_hard);
  CHECK(search("(.*)*(.*)*(.*)*[xy]", std::string(10'000, 'a')) == Answer::too_hard);
  CHECK(search("^[ab]*$", std::string(1'000'000, 'a')) == Answer::yes);
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
