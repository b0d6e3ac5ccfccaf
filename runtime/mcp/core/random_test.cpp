#include "random.h"

#include <algorithm>
#include <set>
#include <vector>

#include "catch.h"

TEST_CASE("handles are 32 hexadecimal digits and do not repeat") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto handle = mcp::random_handle();
    REQUIRE(handle);
    CHECK(handle->size() == 32);
    CHECK(handle->find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(seen.insert(*handle).second);
  }
}

TEST_CASE("more random bytes than one system call gives are all filled") {
  std::vector<unsigned char> bytes(1000, 0);
  REQUIRE(mcp::system_random(bytes));
  for (std::size_t start = 0; start + 20 <= bytes.size(); start += 20) {
    CHECK(std::any_of(&bytes[start], &bytes[start] + 20, [](unsigned char byte) { return byte != 0; }));
  }
}

TEST_CASE("STORE-14 a failing random source gives an error, never a handle") {
  const auto handle = mcp::random_handle([](std::span<unsigned char>) { return false; });
  REQUIRE_FALSE(handle);
  CHECK(handle.error().code == mcp::Error::Code::unavailable);
}
