#include <mcp/json/read.h>

#include <mcp/json/json.h>
#include <mcp/json/json_parts.h>
#include <mcp/json/writer.h>

#include "catch.h"

namespace {

using Kind = mcp::JsonFault::Kind;

mcp::Json read(std::string_view text, const mcp::JsonLimits& limits = {}) {
  auto result = mcp::read_json(text, limits);
  if (const auto* fault = std::get_if<mcp::JsonFault>(&result)) {
    FAIL("refused at byte " << fault->offset << ": " << fault->message);
  }
  return std::get<mcp::Json>(std::move(result));
}

mcp::JsonFault fault(std::string_view text, const mcp::JsonLimits& limits = {}) {
  auto result = mcp::read_json(text, limits);
  if (const auto* value = std::get_if<mcp::Json>(&result)) FAIL("accepted as " << mcp::to_text(*value));
  return std::get<mcp::JsonFault>(std::move(result));
}

std::string again(std::string_view text) { return mcp::to_text(read(text)); }

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("every kind of value is read, in the order it is written") {
  CHECK(again(R"( {"b": [1, -2, 3.5, true, false, null], "a": {"": "x"}, "c": [], "d": {}} )") ==
        R"({"b":[1,-2,3.5,true,false,null],"a":{"":"x"},"c":[],"d":{}})");
  CHECK(again(" \t\r\n7\n") == "7");
}

TEST_CASE("strings are unescaped") {
  CHECK(read(R"("a\"\\\/\b\f\n\r\tz")") == "a\"\\/\b\f\n\r\tz");
  CHECK(read(R"("\u0041\u00fc\u20AC\ud83d\ude00")") == "A\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(read("\"a long run of plain text, gr\xC3\xBC\xC3\x9F, and more of it\"") ==
        "a long run of plain text, gr\xC3\xBC\xC3\x9F, and more of it");
}

TEST_CASE("JSON-05 an embedded NUL is part of the string") {
  const mcp::Json value = read(R"({"get\u0000user": "a\u0000b"})");
  CHECK(value.begin().key().size() == 8);
  CHECK(value.begin()->get<std::string>().size() == 3);
  CHECK(fault(std::string_view("\"a\0b\"", 5)).kind == Kind::syntax);
  CHECK(fault(std::string_view("1\0", 2)).kind == Kind::syntax);
}

TEST_CASE("JSON-01 depth is capped while reading") {
  const auto nested = [](std::size_t depth) { return repeated("[", depth) + repeated("]", depth); };
  CHECK_NOTHROW(read(nested(63)));
  CHECK_NOTHROW(read(nested(64)));
  const mcp::JsonFault too_deep = fault(nested(65));
  CHECK(too_deep.kind == Kind::too_deep);
  CHECK(too_deep.offset == 64);
  CHECK(fault(repeated("{\"a\":", 65)).kind == Kind::too_deep);
  CHECK(fault(repeated("[", 200'000)).kind == Kind::too_deep);
  CHECK(fault("[[1]]", {.depth = 1}).kind == Kind::too_deep);
}

TEST_CASE("JSON-02 the number of values is capped while reading") {
  const auto list = [](std::size_t items) { return "[0" + repeated(",0", items - 1) + "]"; };
  CHECK_NOTHROW(read(list(199'998)));
  CHECK_NOTHROW(read(list(199'999)));
  CHECK(fault(list(200'000)).kind == Kind::too_many);
  CHECK(fault("[" + repeated("{},", 2'000'000) + "{}]").kind == Kind::too_many);
  CHECK(fault(R"({"a":1,"b":2})", {.values = 2}).kind == Kind::too_many);
}

TEST_CASE("JSON-03 text that is not UTF-8 is refused") {
  CHECK(fault("\"\xFF\xFE\"").kind == Kind::encoding);
  CHECK(fault("\"\xC0\x80\"").kind == Kind::encoding);
  CHECK(fault("\"\xED\xA0\x80\"").kind == Kind::encoding);
  CHECK(fault("{\"\xF0\x9F\":1}").kind == Kind::encoding);
  CHECK(fault("\"\xE2\x82").kind == Kind::encoding);
  CHECK(fault(R"("\ud800")").kind == Kind::encoding);
  CHECK(fault(R"("\udc00")").kind == Kind::encoding);
  CHECK(fault(R"("\ud800\u0041")").kind == Kind::encoding);
  CHECK(fault(R"("\ud800\ud800")").kind == Kind::encoding);
  CHECK(fault(std::string_view("\"\0a\0\"\0", 6)).kind == Kind::syntax);
}

TEST_CASE("JSON-06 a member that is there twice is refused") {
  CHECK(fault(R"({"a":1,"a":2})").kind == Kind::duplicate_key);
  CHECK(fault(R"({"a":1,"\u0061":2})").kind == Kind::duplicate_key);
  CHECK(fault(R"([{"x":{"a":1,"b":2,"a":3}}])").kind == Kind::duplicate_key);
  CHECK(read(R"({"a":{"a":{"a":1}},"b":{"a":1}})").size() == 2);
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += "\"key" + std::to_string(i) + "\":0,";
  CHECK(read(many + "\"last\":0}").size() == 1001);
  CHECK(fault(many + "\"key7\":0}").kind == Kind::duplicate_key);
}

TEST_CASE("JSON-07 member names are compared as bytes") {
  const mcp::Json value = read(R"({"Method":1,"method":2,"METHOD":3})");
  CHECK(value.size() == 3);
  CHECK(value.find("method").value() == 2);
}

TEST_CASE("JSON-08 integers are exact and numbers are never rounded to fit") {
  CHECK(read("9223372036854775807").get<std::int64_t>() == INT64_MAX);
  CHECK(read("-9223372036854775808").get<std::int64_t>() == INT64_MIN);
  CHECK(read("18446744073709551615").get<std::uint64_t>() == UINT64_MAX);
  CHECK(read("0").is_number_unsigned());
  CHECK(read("-1").is_number_integer());
  CHECK(read("18446744073709551616").is_number_float());
  CHECK(read("-9223372036854775809").is_number_float());
  CHECK(read("1E2").is_number_float());
  CHECK(again("-0") == "-0.0");
  CHECK(again("0.1") == "0.1");
  CHECK(again("5e-324") == "5e-324");
  CHECK(again("1e-400") == "0.0");
  CHECK(again("-0." + repeated("0", 400) + "1") == "-0.0");
  CHECK(fault("1e400").kind == Kind::number);
  CHECK(fault("-1e400").kind == Kind::number);
  CHECK(fault("1e99999999999999999999").kind == Kind::number);
  CHECK(fault("1e9223372036854775807").kind == Kind::number);
  CHECK(again("1e-9223372036854775807") == "0.0");
  CHECK(fault(repeated("9", 10'000)).kind == Kind::number);
  CHECK(again("0e99999999999999999999") == "0.0");
}

TEST_CASE("JSON-12 exactly one value, strictly by the grammar") {
  const char* const text =
      GENERATE("", " ", "{}{}", "{} x", "1 2", "\xEF\xBB\xBF{}", "// c\n1", "/* c */ 1", "[1,]", "{\"a\":1,}",
               "[,1]", "[1 2]", "{,}", "{1:2}", "{\"a\" 1}", "{\"a\":}", "{'a':1}", "[1}", "{\"a\":1]", "[",
               "{", "{\"a\"", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"tab\there\"",
               "\"line\nbreak\"", "NaN", "Infinity", "-Infinity", "-", "+1", "01", "-01", "1.", ".5", "1.e5",
               "1e", "1e+", "0x10", "nul", "TRUE", "truefalse", "\x01", "undefined");
  CHECK(fault(text).kind == Kind::syntax);
}

TEST_CASE("a fault says where") {
  CHECK(fault("[1, 2 3]").offset == 6);
  CHECK(fault("[1, 2 3]").message == "expected ',' or ']'");
  CHECK(fault(R"({"a" 1})").message == "expected ':'");
  CHECK(fault("{\"a\":1,\"a\":2}").message == "the member \"a\" is there twice");
  const std::string member = '"' + std::string(100'000, 'k') + "\":0";
  CHECK(fault('{' + member + ',' + member + '}').message == "a member is there twice");
}

TEST_CASE("an object of very many members is read in little more than linear time") {
  std::string text = "{\"k\":0";
  for (int i = 0; i < 150'000; ++i) text += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
  CHECK(read(text + "}").size() == 150'001);
}

TEST_CASE("a text is read in parts, each with what it was read from") {
  const auto parts = [](std::string_view text) {
    auto read = mcp::read_parts(text);
    REQUIRE(std::holds_alternative<mcp::JsonParts>(read));
    return std::get<mcp::JsonParts>(std::move(read));
  };
  mcp::JsonParts object = parts(R"( {"a": 1.50, "b" : {"c": [{}, "}"]} , "d":[ ], "": "\u00e9"} )");
  CHECK(object.whole() == mcp::JsonParts::Of::object);
  REQUIRE(object.size() == 4);
  CHECK(object.key(0) == "a");
  CHECK(object.text(0) == "1.50");
  CHECK(object.key(1) == "b");
  CHECK(object.text(1) == R"({"c": [{}, "}"]})");
  CHECK(mcp::to_text(object.value(1)) == R"({"c":[{},"}"]})");
  CHECK(object.text(2) == "[ ]");
  CHECK(object.value(2).is_array());
  CHECK(object.key(3).empty());
  CHECK(object.text(3) == R"("\u00e9")");

  mcp::JsonParts array = parts(R"([ [1,2] ,"x",{"y":[]}])");
  CHECK(array.whole() == mcp::JsonParts::Of::array);
  REQUIRE(array.size() == 3);
  CHECK(array.text(0) == "[1,2]");
  CHECK(mcp::to_text(array.value(2)) == R"({"y":[]})");

  CHECK(parts("{}").size() == 0);
  CHECK(parts("{}").whole() == mcp::JsonParts::Of::object);
  CHECK(parts("[]").whole() == mcp::JsonParts::Of::array);
  CHECK(parts("7").whole() == mcp::JsonParts::Of::scalar);
}

TEST_CASE("JSON-06 JSON-12 what is refused as a whole is refused in parts") {
  const auto fault = [](std::string_view text, const mcp::JsonLimits& limits = {}) {
    const auto read = mcp::read_parts(text, limits);
    REQUIRE(std::holds_alternative<mcp::JsonFault>(read));
    return std::get<mcp::JsonFault>(read);
  };
  CHECK(fault(R"({"a":1,"a":2})").kind == Kind::duplicate_key);
  CHECK(fault(R"({"a":{"b":1,"b":2}})").kind == Kind::duplicate_key);
  CHECK(fault(R"({"a":1} 2)").kind == Kind::syntax);
  CHECK(fault(R"({"a":1)").kind == Kind::syntax);
  CHECK(fault("").kind == Kind::syntax);
  CHECK(fault("[[1]]", {.depth = 1}).kind == Kind::too_deep);
  CHECK(fault("[1,2]", {.values = 2}).kind == Kind::too_many);
}
