#include "settings.h"

#include <cstdlib>

#include "catch.h"

using namespace std::chrono_literals;

namespace {

mcp::Result<std::vector<mcp::Override>> overrides(const mcp::Flags& flags, const mcp::ConfigFile& file = {}) {
  mcp::ServerLimits limits;
  return mcp::find_overrides(mcp::settings_of(limits), flags, file);
}

std::string refusal(const mcp::Flags& flags) {
  const auto found = overrides(flags);
  return found ? "accepted" : found.error().message;
}

mcp::ServerLimits limits_with(const mcp::Flags& flags, const mcp::ConfigFile& file = {},
                              mcp::ServerLimits limits = {}) {
  const auto found = overrides(flags, file);
  REQUIRE(found);
  mcp::apply_overrides(*found, mcp::settings_of(limits));
  return limits;
}

/// Where the texts of a server go, and what may be set of them.
struct Texts {
  std::string path = "/mcp";
  std::vector<std::string> hosts{};
  std::vector<mcp::Setting> settings{
      {.path = "server.path",
       .field = &path,
       .accepts = [](std::string_view text) { return text.starts_with('/'); },
       .expected = "a path"},
      {.path = "server.allowedHosts",
       .field = &hosts,
       .accepts =
           [](std::string_view text) { return !text.empty() && text.find(' ') == std::string_view::npos; },
       .expected = "names",
       .flag = "--allowed-hosts"}};

  Texts() = default;
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;

  std::string set(const mcp::Flags& flags, const mcp::ConfigFile& file = {}) {
    const auto found = mcp::find_overrides(settings, flags, file);
    if (!found) return found.error().message;
    mcp::apply_overrides(*found, settings);
    const auto expanded = mcp::expand_settings(settings);
    return expanded ? path + " " + mcp::setting_text(settings[1]) : expanded.error().message;
  }
};

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
  CHECK_FALSE(limits_with({{"--rate", "none"}}, {}, limits).rate.limits());
  CHECK(refusal({{"--rate", "ten"}}) ==
        "--rate takes a rate such as `120/min per user`, or `none`, not `ten`");
}

TEST_CASE("a value that makes no sense is refused, with what is taken") {
  CHECK(refusal({{"--timeout", "soon"}}) == "--timeout takes a time from 10ms to 1d, not `soon`");
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
  const mcp::ConfigFile file{{"limits.timeout", "9s"}, {"limits.queue", "3"}};
  CHECK(limits_with({}, file).timeout == 9s);
  CHECK(overrides({}, file)->at(0).origin == "--config");
  ::setenv("MCPGEN_LIMITS_TIMEOUT", "7", 1);
  CHECK(limits_with({}).timeout == 7s);
  CHECK(limits_with({}, file).timeout == 7s);
  CHECK(limits_with({{"--timeout", "5"}}).timeout == 5s);
  CHECK(overrides({})->at(0).origin == "MCPGEN_LIMITS_TIMEOUT");
  CHECK(overrides({{"--timeout", "5"}})->at(0).origin == "--timeout");
  ::setenv("MCPGEN_LIMITS_TIMEOUT", "never", 1);
  CHECK(refusal({}).starts_with("MCPGEN_LIMITS_TIMEOUT takes a time"));
  ::unsetenv("MCPGEN_LIMITS_TIMEOUT");
}

TEST_CASE("a setting shows as it is written, in the largest unit that has no rest") {
  mcp::ServerLimits limits;
  const auto shown = [&](std::string_view path) {
    for (const mcp::Setting& setting : mcp::settings_of(limits)) {
      if (setting.path == path) return mcp::setting_text(setting) + " of " + setting.standard;
    }
    return std::string("nothing");
  };
  CHECK(shown("limits.requestSize") == "4MiB of 4MiB");
  CHECK(shown("limits.rate") == "none of none");
  limits.timeout = 90s;
  limits.grace = 0s;
  limits.message_bytes = 1025;
  CHECK(shown("limits.timeout") == "90s of 30s");
  CHECK(shown("limits.grace") == "0s of 10s");
  CHECK(shown("limits.requestSize") == "1025B of 4MiB");
  limits.timeout = 2h;
  CHECK(shown("limits.timeout") == "2h of 30s");
  limits.timeout = 1500ms;
  CHECK(shown("limits.timeout") == "1500ms of 30s");
}

TEST_CASE("a variable is called like its setting") {
  CHECK(mcp::variable_of("limits.requestSize") == "MCPGEN_LIMITS_REQUEST_SIZE");
  CHECK(mcp::variable_of("sessions.max") == "MCPGEN_SESSIONS_MAX");
}

TEST_CASE("texts and lists are set, and checked once the operator's variables have their values") {
  CHECK(Texts().set({}) == "/mcp ");
  CHECK(Texts().set({{"--allowed-hosts", "a,b"}}, {{"server.path", "/x"}}) == "/x a,b");
  CHECK(Texts().set({}, {{"server.path", "x"}}) == "server.path in --config takes a path, not `x`");
  CHECK(Texts().set({{"--allowed-hosts", "a,b c"}}) == "--allowed-hosts takes names, not `b c`");
  CHECK(Texts().set({{"--allowed-hosts", "a,,b"}}) == "--allowed-hosts takes names, not ``");
  CHECK(Texts().set({{"--allowed-hosts", ""}}) == "/mcp ");
  const std::string variable = "${SETTINGS_TEST}";
  CHECK(Texts().set({{"--allowed-hosts", variable}}) ==
        "server.allowedHosts: the environment variable SETTINGS_TEST is not set");
  ::setenv("SETTINGS_TEST", "b,c", 1);
  CHECK(Texts().set({{"--allowed-hosts", "a," + variable}}) == "/mcp a,b,c");
  CHECK(Texts().set({}, {{"server.path", variable}}) == "server.path takes a path, not `b,c`");
  ::unsetenv("SETTINGS_TEST");
}

TEST_CASE("what stands in for a variable of a list may be several") {
  for (const char* list : {"a,${SETTINGS_TEST:-b,c},d", "a,b,${SETTINGS_TEST:-c,d}"}) {
    CHECK(Texts().set({{"--allowed-hosts", list}}) == "/mcp a,b,c,d");
    CHECK(Texts().set({}, {{"server.allowedHosts", list}}) == "/mcp a,b,c,d");
  }
  CHECK(Texts().set({{"--allowed-hosts", "a,${SETTINGS_TEST:?say who, please}"}}) ==
        "server.allowedHosts: SETTINGS_TEST: say who, please");
  CHECK_THAT(Texts().set({{"--allowed-hosts", "a,${SETTINGS_TEST:-b,c"}}),
             tst::ContainsSubstring("is not closed"));
}
