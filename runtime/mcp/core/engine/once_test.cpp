#include <mcp/core/engine/once.h>

#include <string>

#include "catch.h"

using namespace std::chrono_literals;

TEST_CASE("MCP-21 whoever spends many states keeps nobody else from spending one") {
  mcp::Once once(nullptr);
  int spent = 0;
  while (spent < 20'000 && once.spend("ada/" + std::to_string(spent), "ada", 60s)) ++spent;
  CHECK(spent == 10'000);
  CHECK(once.spend("ada/again", "ada", 60s).error().code == mcp::Error::Code::rate_limited);
  CHECK_FALSE(*once.spend("ada/0", "ada", 60s));
  CHECK(*once.spend("ben/0", "ben", 60s));
}

TEST_CASE("a spent state is forgotten at the end of its lifetime, and its place is free") {
  mcp::Once once(nullptr);
  for (int i = 0; i < 10'000; ++i) CHECK(*once.spend(std::to_string(i), "ada", 0s));
  CHECK(*once.spend("more", "ada", 60s));
}
