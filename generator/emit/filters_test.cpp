#include "emit/filters.h"

#include <array>
#include <random>

#include "catch.h"
#include "support/unicode.h"

namespace {

std::string filtered(mcpgen::Filter filter, std::string_view text) {
  std::string out;
  return filter(text, out) ? out : "refused";
}

/// What C++ makes of a literal that cpp_string() wrote.
std::string value_of(const std::string& literal) {
  std::string out;
  for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
    if (literal[i] != '\\') {
      out += literal[i];
    } else if (literal[i + 1] == 'n') {
      out += '\n';
      ++i;
    } else if (literal[i + 1] >= '0' && literal[i + 1] <= '7') {
      out += static_cast<char>(std::stoi(literal.substr(i + 1, 3), nullptr, 8));
      i += 3;
    } else {
      out += literal[++i];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("GEN-03 a string literal has no run-on, no trigraph and no line splice") {
  using mcpgen::cpp_string;
  CHECK(filtered(cpp_string, "say \"hi\"\\") == R"("say \"hi\"\\")");
  CHECK(filtered(cpp_string, std::string("\0"
                                         "12",
                                         3)) == R"("\00012")");
  CHECK(filtered(cpp_string,
                 "A\x01"
                 "B") == R"("A\001B")");
  CHECK(filtered(cpp_string, "\?\?/ \?\?=") == R"("?\077/ ?\077=")");
  CHECK(filtered(cpp_string, "line\nline\r") == R"("line\nline\015")");
  CHECK(filtered(cpp_string, "\xE2\x80\xAE") == R"("\342\200\256")");
  CHECK(filtered(cpp_string, "\xFF") == R"("\377")");
  CHECK(filtered(cpp_string, "h\xC3\xA9") == "\"h\xC3\xA9\"");
}

TEST_CASE("GEN-02 any bytes come back from a string literal") {
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string bytes(random() % 12, '\0');
    for (char& byte : bytes)
      byte = random() % 3 == 0 ? "\\\"?\n/0"[random() % 6] : static_cast<char>(random() % 256);
    const std::string literal = filtered(mcpgen::cpp_string, bytes);
    REQUIRE(value_of(literal) == bytes);
    REQUIRE(literal.find('\n') == std::string::npos);
    REQUIRE(literal.find("\?\?") == std::string::npos);
  }
}

TEST_CASE("GEN-02 every code point comes back from a string literal") {
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string text;
    mcpgen::append_utf8(text, point);
    REQUIRE(value_of(filtered(mcpgen::cpp_string, text)) == text);
  }
}

TEST_CASE("GEN-01 a raw literal ends where it should") {
  using mcpgen::cpp_raw_json;
  CHECK(filtered(cpp_raw_json, "{}") == R"x(R"json({})json")x");
  CHECK(filtered(cpp_raw_json, ")json\" )json1\"") == R"x(R"json2()json" )json1")json2")x");
  CHECK(filtered(cpp_raw_json, "a\nb") == "refused");
}

TEST_CASE("GEN-04 a comment is one line of what a reader can see") {
  using mcpgen::comment;
  CHECK(filtered(comment, "ends in \\") == "ends in /");
  CHECK(filtered(comment, "a\nb\r\n  c\t d") == "a b c d");
  CHECK(filtered(comment, "*/ int x; /*") == "* / int x; / *");
  CHECK(filtered(comment, "\?\?/") == "? ?/");
  CHECK(filtered(comment,
                 "a\xE2\x80\xA8"
                 "b\xE2\x80\xAE"
                 "c\xFF"
                 "d") == "a b c d");
  CHECK(filtered(comment, "h\xC3\xA9") == "h\xC3\xA9");
  std::mt19937 random(2);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 20, '\0');
    for (char& byte : bytes)
      byte = random() % 2 == 0 ? "\\*/?\n "[random() % 6] : static_cast<char>(random() % 256);
    const std::string line = filtered(comment, bytes);
    for (const char* bad : {"\\", "\n", "*/", "/*", "\?\?", "\r"})
      REQUIRE(line.find(bad) == std::string::npos);
  }
}

TEST_CASE("GEN-09 an argument of CMake is one argument, or is refused") {
  using mcpgen::cmake_argument;
  CHECK(filtered(cmake_argument, "src/gen-1.0_x") == "src/gen-1.0_x");
  CHECK(filtered(cmake_argument, "a b") == "\"a b\"");
  CHECK(filtered(cmake_argument, "${ENV};\"x\\") == R"("\${ENV};\"x\\")");
  CHECK(filtered(cmake_argument, "") == "\"\"");
  CHECK(filtered(cmake_argument, "a)\nexecute_process(") == "refused");
  CHECK(filtered(cmake_argument, "$<TARGET_FILE:x>") == "refused");
}

TEST_CASE("GEN-09 YAML and Markdown have encoders of their own") {
  CHECK(filtered(mcpgen::yaml_string, "hello") == "hello");
  CHECK(filtered(mcpgen::yaml_string, "NO") == "\"NO\"");
  CHECK(filtered(mcpgen::yaml_string, "a: \"b\"") == R"("a: \"b\"")");
  CHECK(filtered(mcpgen::yaml_string, "a\nb") == "refused");
  CHECK(filtered(mcpgen::markdown, "a_b [x](y)") == R"(a\_b \[x\]\(y\))");
}

TEST_CASE("GEN-05 an identifier passes, anything else does not") {
  for (const char* bad : {"", "1a", "a-b", "a b", "a;", "\xC3\xA9"}) {
    CHECK(filtered(mcpgen::cpp_identifier, bad) == "refused");
  }
  CHECK(filtered(mcpgen::cpp_identifier, "_a1") == "_a1");
}
