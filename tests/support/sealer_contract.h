#pragma once

#include <string>

#include <mcp/core/sealer.h>

#include "catch.h"

namespace tst {

inline bool refuses(mcp::Sealer& sealer, std::string_view sealed, std::string_view binding) {
  const auto opened = sealer.open(sealed, binding);
  return !opened && opened.error().code == mcp::Error::Code::invalid_params;
}

/// What every Sealer does.
inline void check_sealer(mcp::Sealer& sealer) {
  using namespace std::chrono_literals;
  const std::string state("the state, any bytes: \0\xff", 24);
  const auto sealed = sealer.seal(state, "binding", 60s);
  REQUIRE(sealed);
  CHECK(sealed->find("state") == std::string::npos);
  for (int i = 0; i < 2; ++i) {
    const auto opened = sealer.open(*sealed, "binding");
    REQUIRE(opened);
    CHECK(*opened == state);
  }
  const auto again = sealer.seal(state, "binding", 60s);
  REQUIRE(again);
  CHECK(*again != *sealed);

  for (const char* other : {"other", "", "bindin", "binding "}) CHECK(refuses(sealer, *sealed, other));
  for (std::size_t i = 0; i < sealed->size(); ++i) {
    std::string changed = *sealed;
    changed[i] = changed[i] == '0' ? '1' : '0';
    CAPTURE(i);
    CHECK(refuses(sealer, changed, "binding"));
    CHECK(refuses(sealer, sealed->substr(0, i), "binding"));
    CHECK(refuses(sealer, sealed->substr(i + 1), "binding"));
  }
  CHECK(refuses(sealer, *sealed + "=", "binding"));
  CHECK(sealer.open(*sealed, "binding"));

  const auto gone = sealer.seal(state, "binding", 0s);
  REQUIRE(gone);
  CHECK(refuses(sealer, *gone, "binding"));
  const auto empty = sealer.seal("", "", 60s);
  REQUIRE(empty);
  CHECK(*sealer.open(*empty, "") == "");
}

}  // namespace tst
