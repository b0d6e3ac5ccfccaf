#include "cli/token/moment.h"

#include <cmath>

#include "catch.h"

TEST_CASE("a moment is shown in UTC, and how far it is") {
  const std::chrono::system_clock::time_point now(std::chrono::seconds(1'800'000'000));
  const auto shown = [&](double offset) {
    return mcpgen::shown_moment(1'800'000'000 + offset, now, "expired");
  };
  CHECK(shown(0) == "2027-01-15 08:00:00 UTC, in 0 s");
  CHECK(shown(59.4) == "2027-01-15 08:00:59 UTC, in 59 s");
  CHECK(shown(3599.9) == "2027-01-15 08:59:59 UTC, in 1 h");
  CHECK(shown(300) == "2027-01-15 08:05:00 UTC, in 5 min");
  CHECK(shown(-7200) == "2027-01-15 06:00:00 UTC, expired 2 h ago");
  CHECK(shown(-3 * 86400) == "2027-01-12 08:00:00 UTC, expired 3 days ago");
  CHECK(mcpgen::shown_moment(0, now) == "1970-01-01 00:00:00 UTC, 57 years ago");
  CHECK(mcpgen::shown_moment(253402300799, now) == "9999-12-31 23:59:59 UTC, in 7972 years");
  for (const double none : {-1.0, 1e300, 253402300800.0, std::nan("")})
    CHECK(mcpgen::shown_moment(none, now).empty());
}
