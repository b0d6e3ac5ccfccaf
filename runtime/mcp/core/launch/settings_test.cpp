#include "settings.h"

#include <cstdlib>

#include "catch.h"

using namespace std::chrono_literals;

namespace {

std::string refusal(const mcp::Flags& flags) {
  const auto found = mcp::find_overrides(flags);
  return found ? "accepted" : found.error().message;
}

mcp::ServerLimits limits_with(const mcp::Flags& flags, const mcp::Settings& file = {}) {
  mcp::ServerLimits limits;
  const auto found = mcp::find_overrides(flags, file);
  REQUIRE(found);
  mcp::apply_overrides(*found, limits);
  return limits;
}

}  // namespace

TEST_CASE("times and numbers reach the limit they name") {
  CHECK(limits_with({{"--timeout", "5"}}).timeout == 5s);
  CHECK(limits_with({{"--timeout", "0.25"}}).timeout == 250ms);
  CHECK(limits_with({{"--timeout", "500ms"}}).timeout == 500ms);
  CHECK(limits_with({{"--timeout", "2m"}}).timeout == 120s);
  CHECK(limits_with({{"--grace", "0s"}}).grace == 0s);
  CHECK(limits_with({{"--concurrency", "3"}, {"--queue", "7"}}).concurrency == 3);
  CHECK(limits_with({{"--queue", "7"}}).queue == 7);
  CHECK(limits_with({{"--request-size", "2048"}}).message_bytes == 2048);
  CHECK(limits_with({{"--timeout", "1h"}}).timeout == 1h);
  CHECK(limits_with({{"--request-size", "8MiB"}}).message_bytes == 8 * 1024 * 1024);
  CHECK(refusal({{"--queue", "8KiB"}}) != "accepted");
  CHECK(refusal({{"--request-size", "9000000000GiB"}}) != "accepted");
  CHECK(limits_with({}).timeout == mcp::ServerLimits{}.timeout);
}

TEST_CASE("a rate reaches its limit, and can be taken away") {
  const mcp::ServerLimits limits = limits_with({{"--rate", "10/hour per ip"}});
  CHECK(limits.rate.count == 10);
  CHECK(limits.rate.every == 1h);
  CHECK(limits.rate.per == mcp::Rate::Per::ip);
  mcp::ServerLimits taken_away = limits;
  mcp::apply_overrides(*mcp::find_overrides({{"--rate", "none"}}), taken_away);
  CHECK_FALSE(taken_away.rate.limits());
  CHECK(refusal({{"--rate", "ten"}}) ==
        "--rate takes a rate such as `120/min per user`, or `none`, not `ten`");
}

TEST_CASE("a value that makes no sense is refused, with what is taken") {
  CHECK(refusal({{"--timeout", "soon"}}) == "--timeout takes a time from 10ms to 86400s, not `soon`");
  for (const char* bad : {"", "-1", "0", "1e9", "nan", "inf", "5 s", "5y", "25h", "86401"}) {
    CAPTURE(bad);
    CHECK(refusal({{"--timeout", bad}}) != "accepted");
  }
  for (const char* bad : {"", "0", "-1", "1.5", "1000001", "99999999999999999999", "7x"}) {
    CAPTURE(bad);
    CHECK(refusal({{"--queue", bad}}) != "accepted");
  }
}

TEST_CASE(
    "a flag goes before the environment, the environment before the file, the file before the manifest") {
  const mcp::Settings file{{"limits.timeout", "9s"}, {"limits.queue", "3"}};
  CHECK(limits_with({}, file).timeout == 9s);
  CHECK(mcp::find_overrides({}, file)->at(0).origin == "--config");
  ::setenv("MCPGEN_LIMITS_TIMEOUT", "7", 1);
  CHECK(limits_with({}).timeout == 7s);
  CHECK(limits_with({}, file).timeout == 7s);
  CHECK(limits_with({{"--timeout", "5"}}).timeout == 5s);
  CHECK(mcp::find_overrides({})->at(0).origin == "MCPGEN_LIMITS_TIMEOUT");
  CHECK(mcp::find_overrides({{"--timeout", "5"}})->at(0).origin == "--timeout");
  ::setenv("MCPGEN_LIMITS_TIMEOUT", "never", 1);
  CHECK(refusal({}).starts_with("MCPGEN_LIMITS_TIMEOUT takes a time"));
  ::unsetenv("MCPGEN_LIMITS_TIMEOUT");
}
