#include <mcp/json/compare.h>

#include <mcp/json/json.h>
#include <mcp/json/numbers.h>
#include <mcp/json/read.h>

#include "catch.h"

namespace {

mcp::Json json(std::string_view text) { return std::get<mcp::Json>(mcp::read_json(text)); }

bool same(std::string_view a, std::string_view b) {
  const bool equal = mcp::equal(json(a), json(b));
  CHECK(mcp::equal(json(b), json(a)) == equal);
  CHECK((mcp::canonical_text(json(a)) == mcp::canonical_text(json(b))) == equal);
  if (equal) CHECK(mcp::hash(json(a)) == mcp::hash(json(b)));
  return equal;
}

}  // namespace

TEST_CASE("equality is that of JSON Schema") {
  CHECK(same("1", "1.0"));
  CHECK(same("-0", "0"));
  CHECK(same("1e2", "100"));
  CHECK(same(R"({"a":1,"b":[2,{"c":3,"d":4}]})", R"({"b":[2.0,{"d":4,"c":3}],"a":1})"));
  CHECK_FALSE(same("0", "false"));
  CHECK_FALSE(same("1", "true"));
  CHECK_FALSE(same("\"1\"", "1"));
  CHECK_FALSE(same("null", "false"));
  CHECK_FALSE(same("[1,2]", "[2,1]"));
  CHECK_FALSE(same("[]", "{}"));
  CHECK_FALSE(same(R"({"a":1,"b":2})", R"({"a":1,"c":2})"));
  CHECK_FALSE(same(R"({"a":1})", R"({"a":1,"b":2})"));
  CHECK_FALSE(same(R"({"a":1,"b":2})", R"({"b":1,"a":2})"));
}

TEST_CASE("large numbers are compared exactly") {
  CHECK_FALSE(same("9007199254740993", "9007199254740992.0"));
  CHECK(same("9007199254740992", "9007199254740992.0"));
  CHECK_FALSE(same("18446744073709551615", "18446744073709551616"));
  CHECK_FALSE(same("9223372036854775807", "9223372036854775808.0"));
  CHECK(same("9223372036854775808", "9223372036854775808.0"));
  CHECK_FALSE(same("-1", "18446744073709551615"));
  const auto less = [](std::string_view a, std::string_view b) {
    return std::is_lt(mcp::compare_numbers(json(a), json(b)));
  };
  CHECK(less("-1", "18446744073709551615"));
  CHECK(less("1", "1.5"));
  CHECK(less("-1.5", "-1"));
  CHECK(less("-2", "-1.5"));
  CHECK(less("18446744073709551615", "1e300"));
  CHECK(less("-1e300", "-9223372036854775808"));
}

TEST_CASE("canonical text sorts members and spells numbers one way") {
  CHECK(mcp::canonical_text(json(R"({"b":[1.0,2.50,-0],"a":{"y":1e2,"x":"\u00fc"}})")) ==
        "{\"a\":{\"x\":\"\xC3\xBC\",\"y\":100},\"b\":[1,2.5,0]}");
}

TEST_CASE("values nested without measure are compared without recursion") {
  const auto nested = [](mcp::Json value) {
    for (int i = 0; i < 200'000; ++i) {
      mcp::Json outer(mcp::Json::value_t::array);
      outer.get_ref<mcp::Json::array_t&>().push_back(std::move(value));
      value = std::move(outer);
    }
    return value;
  };
  const mcp::Json one = nested(1);
  const mcp::Json two = nested(2);
  CHECK(mcp::equal(one, one));
  CHECK_FALSE(mcp::equal(one, two));
  CHECK(mcp::hash(one) == mcp::hash(two));
  CHECK(mcp::canonical_text(one) != mcp::canonical_text(two));
}
