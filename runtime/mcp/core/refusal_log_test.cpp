#include "refusal_log.h"

#include <algorithm>

#include "catch.h"
#include "stderr_pipe.h"

using namespace mcp;
using namespace std::chrono_literals;

TEST_CASE("refusals are written down as long as they are few, and counted where they are many") {
  tst::StderrPipe pipe;
  RefusalLog log(Refusal::not_valid, 3, 1);
  const RefusalLog::Clock::time_point start{1h};
  for (int i = 0; i < 1000; ++i) log.write({{"why", "it has expired"}}, start);
  std::string lines = pipe.read_all();
  CHECK(std::ranges::count(lines, '\n') == 3);
  CHECK_THAT(lines, tst::StartsWith("info a caller was refused why=\"it has expired\"\n"));
  log.write({{"why", "later"}}, start + 2s);
  lines = pipe.read_all();
  CHECK(std::ranges::count(lines, '\n') == 2);
  CHECK_THAT(lines, tst::ContainsSubstring("count=\"997\"") && tst::ContainsSubstring("why=\"later\""));
}

TEST_CASE("what a client does before it knows what is asked of it is told to whoever wants to know all") {
  tst::StderrPipe pipe;
  log_refusal(Refusal::nothing_shown, {{"peer", "192.0.2.1"}});
  CHECK(pipe.read_all().empty());
  set_log_level(LogLevel::debug);
  log_refusal(Refusal::nothing_shown, {{"peer", "192.0.2.1"}});
  set_log_level(LogLevel::info);
  CHECK_THAT(pipe.read_all(), tst::ContainsSubstring("peer=\"192.0.2.1\""));
}
