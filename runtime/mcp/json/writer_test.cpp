#include <mcp/json/writer.h>

#include <limits>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

#include "catch.h"

namespace {

std::string written(std::string_view text) {
  std::string out;
  mcp::JsonWriter(out).string(text);
  return out;
}

std::string written(double value) {
  std::string out;
  mcp::JsonWriter(out).number(value);
  return out;
}

}  // namespace

TEST_CASE("the writer puts commas where they belong") {
  std::string out;
  mcp::JsonWriter writer(out);
  writer.begin_object().key("a").begin_array().integer(-1).unsigned_integer(UINT64_MAX).null().end_array();
  writer.key("b").begin_object().end_object().key("c").boolean(true).key("d").raw(R"({"x":1})");
  writer.key("e").begin_array().begin_array().end_array().begin_object().end_object().string("s").end_array();
  writer.end_object();
  CHECK(out == R"({"a":[-1,18446744073709551615,null],"b":{},"c":true,"d":{"x":1},"e":[[],{},"s"]})");
}

TEST_CASE("JSON-04 strings are escaped, and repaired where they are not UTF-8") {
  CHECK(written("plain") == "\"plain\"");
  CHECK(written("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(written("\b\f\n\r\t\x01\x1f") == R"("\b\f\n\r\t\u0001\u001f")");
  CHECK(written(std::string_view("a\0b", 3)) == R"("a\u0000b")");
  CHECK(written("gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80 \x7F") ==
        "\"gr\xC3\xBC\xC3\x9F \xF0\x9F\x98\x80 \x7F\"");
  CHECK(written("bad \xFF, Latin-1 \xFC.") == "\"bad \xEF\xBF\xBD, Latin-1 \xEF\xBF\xBD.\"");
  CHECK(written("cut \xE2\x82") == "\"cut \xEF\xBF\xBD\"");
}

TEST_CASE("JSON-04 every byte, alone and among others, gives a text that can be read") {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = std::string(9, 'x') + static_cast<char>(byte) + "tail of it";
    const std::string out = written(text);
    CHECK(std::holds_alternative<mcp::Json>(mcp::read_json(out)));
    CHECK(out.find('\n') == std::string::npos);
  }
}

TEST_CASE("doubles are written as shortly as they read back, and stay doubles") {
  CHECK(written(0.1) == "0.1");
  CHECK(written(1.0) == "1.0");
  CHECK(written(-0.0) == "-0.0");
  CHECK(written(1e300) == "1e+300");
  CHECK(written(1.0 / 3) == "0.3333333333333333");
  CHECK(written(std::numeric_limits<double>::infinity()) == "null");
  CHECK(written(-std::numeric_limits<double>::infinity()) == "null");
  CHECK(written(std::numeric_limits<double>::quiet_NaN()) == "null");
}

TEST_CASE("JSON-04 a value nested without measure is written without recursion") {
  mcp::Json value = 1;
  constexpr std::size_t kDepth = 200'000;
  for (std::size_t i = 0; i < kDepth; ++i) {
    mcp::Json outer(mcp::Json::value_t::array);
    outer.get_ref<mcp::Json::array_t&>().push_back(std::move(value));
    value = std::move(outer);
  }
  CHECK(mcp::to_text(value).size() == 2 * kDepth + 1);
}

TEST_CASE("values that JSON does not have are written as null") {
  CHECK(mcp::to_text(mcp::Json::binary({1, 2})) == "null");
  CHECK(mcp::to_text(mcp::Json(mcp::Json::value_t::discarded)) == "null");
}
