// The small rules for texts: units, named checks.

#include <string>

#include "catch.h"
#include "manifest/named_checks.h"
#include "manifest/units.h"

namespace {

bool accepts(const char* rule, std::string_view text) {
  return mcpgen::find_named_check(rule)->accepts(text);
}

}  // namespace

TEST_CASE("durations have a unit and an end") {
  using std::chrono::milliseconds;
  CHECK(mcpgen::parse_duration("1500ms") == milliseconds(1500));
  CHECK(mcpgen::parse_duration("20s") == milliseconds(20'000));
  CHECK(mcpgen::parse_duration("2m") == milliseconds(120'000));
  CHECK(mcpgen::parse_duration("1h") == milliseconds(3'600'000));
  CHECK(mcpgen::parse_duration("366d"));
  for (const char* text : {"", "20", "s", "-1s", "1.5s", "20 s", "20S", "367d", "99999999999999999999s"}) {
    CAPTURE(text);
    CHECK_FALSE(mcpgen::parse_duration(text));
  }
}

TEST_CASE("sizes are bytes in powers of two") {
  CHECK(mcpgen::parse_size("4096") == 4096u);
  CHECK(mcpgen::parse_size("512KiB") == 512u * 1024);
  CHECK(mcpgen::parse_size("1GiB") == 1024u * 1024 * 1024);
  for (const char* text : {"", "0", "1MB", "1 MiB", "-1", "1025GiB", "18446744073709551616"}) {
    CAPTURE(text);
    CHECK_FALSE(mcpgen::parse_size(text));
  }
}

TEST_CASE("GEN-05 names hold what every client and compiler can carry") {
  CHECK(accepts("name", std::string(128, 'a')));
  CHECK_FALSE(accepts("name", std::string(129, 'a')));
  for (const char* text : {"", "a b", "a/b", "caf\xc3\xa9", "a\n", "..\\x", "a;b"}) {
    CAPTURE(text);
    CHECK_FALSE(accepts("name", text));
  }
  CHECK(accepts("type-name", "Order2"));
  CHECK_FALSE(accepts("type-name", "order"));
  CHECK(accepts("namespace", "a::b_2"));
  CHECK_FALSE(accepts("namespace", "a::"));
  CHECK_FALSE(accepts("namespace", "a:b"));
}

TEST_CASE("keys of meta follow the protocol's grammar") {
  for (const char* key : {"a", "a.b-c_d", "example.com/name", "com.example/x.y", "mcp.dev/x"}) {
    CAPTURE(key);
    CHECK(accepts("meta-key", key));
  }
  for (const char* key : {"", "/a", "a/", "-a", "a-", "1a.com/x", "a..b/x", "io.modelcontextprotocol/x",
                          "dev.mcp/x", "com.mcp.tools/x", "a b"}) {
    CAPTURE(key);
    CHECK_FALSE(accepts("meta-key", key));
  }
}

TEST_CASE("media types, icons, scopes and times have their form") {
  CHECK(accepts("mime-type", "text/plain; charset=utf-8"));
  CHECK(accepts("mime-type", "application/vnd.a+json"));
  CHECK_FALSE(accepts("mime-type", "text"));
  CHECK_FALSE(accepts("mime-type", "text/plain\n"));
  CHECK(accepts("icon-source", "data:image/png;base64,AA=="));
  CHECK_FALSE(accepts("icon-source", "javascript:alert(1)"));
  CHECK(accepts("icon-size", "48x48"));
  CHECK_FALSE(accepts("icon-size", "48"));
  CHECK(accepts("scope", "orders:read"));
  CHECK_FALSE(accepts("scope", "a\"b"));
  CHECK(accepts("timestamp", "2026-11-20T08:00:00.5+01:00"));
  CHECK_FALSE(accepts("timestamp", "2026-11-20"));
}

TEST_CASE("GEN-01 a header that is included has a name that needs no escape") {
  for (const char* header : {"login.h", "auth/login.hpp", "c++/a-b_2.h"}) {
    CAPTURE(header);
    CHECK(accepts("own-header", header));
  }
  for (const char* header :
       {"", "/etc/login.h", "../login.h", "login.h\"\n#define INJECTED 1\n#include \"x.h", "a\"b.h", "a b.h",
        "a\\b.h", "<vector>", "caf\xc3\xa9.h"}) {
    CAPTURE(header);
    CHECK_FALSE(accepts("own-header", header));
  }
}
