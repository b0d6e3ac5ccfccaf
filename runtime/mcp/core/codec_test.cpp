#include <mcp/core/codec.h>

#include <limits>

#include <mcp/json/json.h>

#include "catch.h"

namespace shop {

struct Line {
  std::string name{};
  std::optional<std::int64_t> count{};
};

struct Order {
  std::vector<Line> lines{};
  std::map<std::string, double> prices{};
  bool paid = true;
};

void read(const mcp::Json& json, Line& line) {
  mcp::read_member(json, "name", line.name);
  mcp::read_member(json, "count", line.count);
}

void read(const mcp::Json& json, Order& order) {
  mcp::read_member(json, "lines", order.lines);
  mcp::read_member(json, "prices", order.prices);
  mcp::read_member(json, "paid", order.paid);
}

void write(mcp::JsonWriter& writer, const Line& line) {
  writer.begin_object();
  mcp::write_member(writer, "name", line.name);
  mcp::write_member(writer, "count", line.count);
  writer.end_object();
}

void write(mcp::JsonWriter& writer, const Order& order) {
  writer.begin_object();
  mcp::write_member(writer, "lines", order.lines);
  mcp::write_member(writer, "prices", order.prices);
  mcp::write_member(writer, "paid", order.paid);
  writer.end_object();
}

}  // namespace shop

namespace {

using mcp::Json;

template <typename T>
std::string written(const T& value) {
  std::string out;
  mcp::JsonWriter writer(out);
  write(writer, value);
  return out;
}

std::int64_t integer(const char* text) {
  std::int64_t number = 7;
  mcp::read(Json::parse(text), number);
  return number;
}

TEST_CASE("a struct of structs comes back as it was written") {
  const std::string text =
      R"({"lines":[{"name":"tea","count":2},{"name":"cup"}],"prices":{"cup":4.5,"tea":3},"paid":false})";
  shop::Order order;
  read(Json::parse(text), order);
  REQUIRE(order.lines.size() == 2);
  CHECK(order.lines[0].count == 2);
  CHECK_FALSE(order.lines[1].count.has_value());
  CHECK(order.prices.at("cup") == 4.5);
  CHECK(Json::parse(written(order)) == Json::parse(text));
}

TEST_CASE("an absent member keeps its default, a null one empties an optional") {
  shop::Order order;
  read(Json::parse("{}"), order);
  CHECK(order.paid);

  std::optional<std::int64_t> limit = 20;
  mcp::read_member(Json::parse("{}"), "limit", limit);
  CHECK(limit == 20);
  mcp::read_member(Json::parse(R"({"limit":null})"), "limit", limit);
  CHECK_FALSE(limit.has_value());
}

TEST_CASE("an empty optional is absent from a struct but null in an array and in a map") {
  CHECK(written(shop::Line{"cup", {}}) == R"({"name":"cup"})");
  CHECK(written(std::vector<std::optional<std::string>>{"a", {}}) == R"(["a",null])");
  CHECK(written(std::map<std::string, std::optional<bool>>{{"a", {}}}) == R"({"a":null})");
}

TEST_CASE("an integer that JSON writes in another way stays the nearest one") {
  CHECK(integer("3.0") == 3);
  CHECK(integer("-2e3") == -2000);
  CHECK(integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(integer("18446744073709551615") == std::numeric_limits<std::int64_t>::max());
  CHECK(integer("1e300") == std::numeric_limits<std::int64_t>::max());
  CHECK(integer("-1e300") == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("JSON-05 a NUL in a key does not make it another key") {
  const Json object = {{std::string("user\0x", 6), 1}};
  CHECK(mcp::find_member(object, "user") == nullptr);
  CHECK(mcp::find_member(object, std::string_view("user\0x", 6)) != nullptr);
}

TEST_CASE("JSON-04 bytes of a handler that are not UTF-8 leave as U+FFFD") {
  CHECK(written(std::string("\xff")) == "\"\xEF\xBF\xBD\"");
  CHECK(written(std::map<std::string, std::string>{{"\xff", "v"}}) == "{\"\xEF\xBF\xBD\":\"v\"}");
}

TEST_CASE("a typed output becomes structured text") {
  CHECK(mcp::structured(shop::Line{"tea", 1}).structured == R"({"name":"tea","count":1})");
}

}  // namespace
