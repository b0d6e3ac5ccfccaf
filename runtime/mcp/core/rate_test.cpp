#include "rate.h"

#include "catch.h"

using namespace std::chrono_literals;
using mcp::Rate;

TEST_CASE("a rate is a number, a time and whom it counts for") {
  const auto rate = mcp::parse_rate("120/min");
  REQUIRE(rate);
  CHECK(rate->count == 120);
  CHECK(rate->every == 1min);
  CHECK(rate->per == Rate::Per::user);
  CHECK(rate->limits());
  CHECK_FALSE(Rate{}.limits());
  CHECK(mcp::parse_rate("10/hour per ip")->per == Rate::Per::ip);
  CHECK(mcp::parse_rate("1/second per key")->every == 1s);
  CHECK(mcp::parse_rate("1000000/day per session")->every == 24h);
  CHECK(mcp::parse_rate("5/minute per user")->every == 1min);
}

TEST_CASE("a text that is no rate is refused") {
  for (const char* text : {"",
                           "120",
                           "/min",
                           "0/min",
                           "-1/min",
                           "+1/min",
                           "1.5/min",
                           "1000001/min",
                           "99999999999999999999/min",
                           "120/",
                           "120/mins",
                           "120 /min",
                           "120/min per",
                           "120/min per ",
                           "120/min per User",
                           "120/min per  user",
                           "120/min per user ",
                           "120/min by user",
                           "per user",
                           "120/min per user per ip",
                           "0x10/min"}) {
    CAPTURE(text);
    CHECK_FALSE(mcp::parse_rate(text));
  }
}

TEST_CASE("a rate is written as it is read") {
  for (const char* text : {"120/min per user", "1/second per key", "10/hour per ip", "7/day per session"})
    CHECK(mcp::rate_text(*mcp::parse_rate(text)) == text);
  CHECK(mcp::rate_text({.count = 5, .every = 90s}) == "5/90000ms per user");
}
