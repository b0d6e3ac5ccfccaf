#include "support/unicode.h"

#include "catch.h"

using namespace std::string_literals;

TEST_CASE("every code point survives encoding and decoding") {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string bytes;
    mcpgen::append_utf8(bytes, c);
    const auto back = mcpgen::code_point_at(bytes, 0);
    if (!back || back->value != c || back->size != bytes.size()) FAIL("U+" << static_cast<unsigned>(c));
  }
  SUCCEED();
}

TEST_CASE("ill-formed UTF-8 has no code point") {
  for (const auto& bytes :
       {"\x80"s, "\xc0\xaf"s, "\xc1\xbf"s, "\xe0\x80\x80"s, "\xed\xa0\x80"s, "\xf0\x80\x80\x80"s,
        "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "\xff"s, "\xe2\x82"s, "\xc3("s}) {
    CHECK_FALSE(mcpgen::code_point_at(bytes, 0));
  }
  CHECK_FALSE(mcpgen::code_point_at("", 0));
}

TEST_CASE("columns count code points") {
  CHECK(mcpgen::count_code_points("aé€😀") == 4);
  CHECK(mcpgen::byte_offset("aé€😀b", 4) == 10);
  CHECK(mcpgen::byte_offset("ab", 7) == 2);
}

TEST_CASE("what misleads a reader counts as invisible") {
  for (const char32_t c : {U'\0', U'\x1b', U'\x7f', U'\x85', U'\u200b', U'\u2028', U'\u202e', U'\u2066',
                           U'\ufeff', U'\ufffe', U'\U0001ffff', U'\U000e0041'}) {
    CAPTURE(static_cast<unsigned>(c));
    CHECK(mcpgen::is_invisible(c));
  }
  for (const char32_t c : {U' ', U'a', U'é', U'語', U'\U0001f600'}) CHECK_FALSE(mcpgen::is_invisible(c));
}

TEST_CASE("wide and combining characters have their width") {
  CHECK(mcpgen::display_width(U'a') == 1);
  CHECK(mcpgen::display_width(U'語') == 2);
  CHECK(mcpgen::display_width(U'\U0001f600') == 2);
  CHECK(mcpgen::display_width(U'\u0301') == 0);
}
