#include <mcp/core/principal.h>

#include <set>

#include "catch.h"

namespace {

using mcp::Principal;

TEST_CASE("no two callers share an id") {
  const std::string parts[] = {"", "a", "ab", "b", ":", "1:", "1:a", "0:", std::string("a\0", 2)};
  std::set<std::string> ids;
  for (const std::string& issuer : parts) {
    for (const std::string& subject : parts) ids.insert(Principal{issuer, subject, {}, {}, {}}.id());
  }
  CHECK(ids.size() == std::size(parts) * std::size(parts));
}

TEST_CASE("a scope is held when its whole name is") {
  const Principal caller{"i", "s", {"orders:read"}, {}, {}};
  CHECK(caller.has_scope("orders:read"));
  CHECK_FALSE(caller.has_scope("orders"));
  CHECK_FALSE(caller.has_scope("orders:read2"));
  CHECK_FALSE(caller.has_scope(""));
  CHECK_FALSE(caller.anonymous());
  CHECK(Principal{}.anonymous());
}

}  // namespace
