#include <mcp/json/utf8.h>

#include "catch.h"

TEST_CASE("well-formed UTF-8 is recognised") {
  CHECK(mcp::is_utf8(""));
  CHECK(mcp::is_utf8("plain"));
  CHECK(mcp::is_utf8(
      "\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"));
  CHECK(mcp::is_utf8(std::string_view("a\0b", 3)));
}

TEST_CASE("JSON-03 ill-formed UTF-8 is recognised") {
  const char* const text =
      GENERATE("\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
               "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF\xFE", "\xE2\x82",
               "\xF0\x9F\x98", "\xC3", "a\xC3(");
  CHECK_FALSE(mcp::is_utf8(text));
  CHECK(mcp::is_utf8(mcp::to_utf8(text)));
}

TEST_CASE("each ill-formed sequence becomes one replacement character") {
  CHECK(mcp::to_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(mcp::to_utf8("\xF0\x9F\x98") == "\xEF\xBF\xBD");
  CHECK(mcp::to_utf8("\xE2\x82"
                     "A") ==
        "\xEF\xBF\xBD"
        "A");
  CHECK(mcp::to_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(mcp::to_utf8("gr\xC3\xBC\xC3\x9F") == "gr\xC3\xBC\xC3\x9F");
}

TEST_CASE("length is counted in code points") {
  CHECK(mcp::utf8_length("") == 0);
  CHECK(mcp::utf8_length("gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80") == 6);
}

TEST_CASE("a code point is appended in its shortest form") {
  const auto utf8 = [](char32_t code_point) {
    std::string out;
    mcp::append_utf8(out, code_point);
    return out;
  };
  CHECK(utf8(U'A') == "A");
  CHECK(utf8(0xFC) == "\xC3\xBC");
  CHECK(utf8(0x20AC) == "\xE2\x82\xAC");
  CHECK(utf8(0x10FFFF) == "\xF4\x8F\xBF\xBF");
}
