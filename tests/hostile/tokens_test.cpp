#include "tokens.h"

#include "catch.h"

namespace {

using hostile::cpp_tokens;
using hostile::CppTokens;
using hostile::Token;
using Kind = Token::Kind;

std::string kinds(std::string_view source) {
  constexpr std::string_view kLetters = "iknschp!";
  std::string out;
  for (const Token& token : cpp_tokens(source).tokens) out += kLetters[static_cast<std::size_t>(token.kind)];
  return out;
}

std::string texts(std::string_view source) {
  std::string out;
  for (const Token& token : cpp_tokens(source).tokens) out += '[' + token.text + ']';
  return out;
}

std::optional<std::string> decoded(std::string_view source) {
  const CppTokens read = cpp_tokens(source);
  return read.tokens.size() == 1 ? hostile::decode(read.tokens.front()) : std::nullopt;
}

}  // namespace

TEST_CASE("C++ is taken apart into its tokens") {
  CHECK(kinds("int x1 = 0x1p-3 + 1'000u;") == "kipnpnp");
  CHECK(texts("a->*b<=>c...::d") == "[a][->*][b][<=>][c][...][::][d]");
  CHECK(texts("%:%:<::>") == "[%:%:][<:][:>]");
  CHECK(kinds("#include <a\"b>\n x < y > z") == "pihipipi");
  CHECK(kinds("\n  #include \"a.h\"") == "pis");
  CHECK(kinds("R\"x(\")\" )x\" u8\"a\" L'\\'' \"\\\"\"_s") == "sscs");
  CHECK(kinds("\"a\nb\"") == "!i!");
  CHECK(kinds("a @ b") == "i!i");
}

TEST_CASE("comments of C++ end where the compiler ends them") {
  const CppTokens read = cpp_tokens("a // b */ \"\n/* // \" */ c /**/ /*/ */ d");
  CHECK(read.comments == std::vector<std::string>{"// b */ \"", "/* // \" */", "/**/", "/*/ */"});
  CHECK(read.tokens.size() == 3);
  CHECK(read.oddities.empty());
  CHECK(cpp_tokens("/*/").oddities.size() == 1);
}

TEST_CASE("what C++ does with lines before it reads them is seen") {
  CHECK(texts("// a\\\nb\nc") == "[c]");
  CHECK(texts("ab\\ \ncd") == "[abcd]");
  CHECK(cpp_tokens("// a\\\nb\nc").oddities == std::vector<std::string>{"a line splice"});
  CHECK(cpp_tokens("\"?\?/\"").oddities == std::vector<std::string>{"a trigraph"});
  CHECK(cpp_tokens("// ?\?=").oddities.size() == 1);
  CHECK(cpp_tokens("\"??\?\"").oddities.empty());
  CHECK(cpp_tokens("R\"(\\\n?\?/)\"").oddities.empty());
  CHECK(decoded("R\"(\\\n?\?/)\"") == "\\\n?\?/");
  CHECK(cpp_tokens("\xd0\xb0").oddities.size() == 1);
}

TEST_CASE("string literals decode to the bytes they stand for") {
  CHECK(decoded(R"("\101B\x42\n\"\\\0012\?\u00e9")") == "AB\x42\n\"\\\0012?\xc3\xa9");
  CHECK(decoded("R\"json(a)json1\")json\"") == "a)json1\"");
  CHECK_FALSE(decoded(R"("\q")"));
  CHECK_FALSE(decoded(R"("\x")"));
  CHECK_FALSE(decoded("'a'"));
  const auto ends = [](std::string_view source) {
    return hostile::escapes_end_by_themselves(cpp_tokens(source).tokens.front());
  };
  CHECK(ends(R"("\1012\\x\n")"));
  CHECK(ends("R\"(\\x41)\""));
  CHECK_FALSE(ends(R"("\x41")"));
  CHECK_FALSE(ends(R"("\01 ")"));
}
