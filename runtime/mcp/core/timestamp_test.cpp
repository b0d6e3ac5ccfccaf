#include "timestamp.h"

#include "catch.h"

using mcp::read_timestamp;
using namespace std::chrono_literals;

TEST_CASE("points in time are read in any zone") {
  const auto moment = std::chrono::sys_seconds(1'785'231'000s);
  CHECK(mcp::utc_timestamp(moment) == "2026-07-28T09:30:00.000Z");
  for (const char* text : {"2026-07-28T09:30:00Z", "2026-07-28T09:30:00.125z", "2026-07-28T11:30:00+02:00",
                           "2026-07-28T00:00:00-09:30"}) {
    CAPTURE(text);
    CHECK(read_timestamp(text) == moment);
  }
  CHECK(read_timestamp("2024-02-29T00:00:00Z"));
}

TEST_CASE("what is no point in time is refused") {
  for (const char* text :
       {"", "2026", "2026-07-28", "2026-07-28T09:30:00", "2026-07-28 09:30:00Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-07-28T24:00:00Z", "2026-07-28T09:60:00Z", "2026-07-28T09:30:00.Z",
        "2026-07-28T09:30:00.5", "2026-07-28T09:30:00+2:00", "2026-07-28T09:30:00+24:00",
        "2026-07-28T09:30:00Zx", "-026-07-28T09:30:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(read_timestamp(text));
  }
}
