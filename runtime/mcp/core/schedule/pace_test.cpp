#include "pace.h"

#include "catch.h"

using namespace std::chrono_literals;

namespace {

void prove(mcp::Pace& pace) {
  while (!pace.brief()) pace.took(1us, false);
}

}  // namespace

TEST_CASE("a handler is brief when many runs in a row were") {
  mcp::Pace pace;
  CHECK_FALSE(pace.brief());
  for (int i = 0; i < 1000; ++i) {
    pace.took(i % 8 == 0 ? 1ms : 1us, false);
    CHECK_FALSE(pace.brief());
  }
  prove(pace);
  pace.took(1ms, false);
  CHECK_FALSE(pace.brief());
}

TEST_CASE("a handler that is trusted stays brief when it returns in time only") {
  mcp::Pace pace;
  prove(pace);
  pace.trust();
  CHECK_FALSE(pace.brief());  // it may hang
  pace.took(1us, true);
  CHECK(pace.brief());
  pace.trust();
  pace.took(1ms, true);
  CHECK_FALSE(pace.brief());
}
