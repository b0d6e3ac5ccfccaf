#include "digest.h"

#include <string>

#include <mcp/core/sha256.h>

#include "catch.h"

TEST_CASE("both ways to SHA-256 agree at every length of a block and beyond") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    REQUIRE(mcp::jose::sha256(bytes) == mcp::sha256(bytes));
    bytes.push_back(static_cast<char>(i * 7));
  }
}
