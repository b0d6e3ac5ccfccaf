// Servers that answer more than there is memory for.
#include <mcp/fetch/fetcher.h>

#include <cstdlib>
#include <new>

#include "catch.h"
#include "web_server.h"

namespace {

thread_local std::size_t most_bytes = SIZE_MAX;

/// While it lives this thread gets no piece of memory as large as this.
struct LittleMemory {
  explicit LittleMemory(std::size_t most) { most_bytes = most; }
  ~LittleMemory() { most_bytes = SIZE_MAX; }
};

}  // namespace

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return size < most_bytes ? std::malloc(size) : nullptr;
}
void* operator new(std::size_t size) {
  void* memory = ::operator new(size, std::nothrow);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("OUT-05 an answer that there is no memory for is an error, and no more than that") {
  fetch_test::WebServer server(
      [](fetch_test::Exchange& exchange) { exchange.answer(200, std::string(200'000, '1')); });
  const auto made = mcp::Fetcher::make({.operator_urls = {server.url()}, .insecure = true});
  REQUIRE(made);
  const mcp::Fetcher::Request request{.url = server.url()};
  const auto fetch = [&] {
    const LittleMemory little(100'000);
    return (*made)->fetch(request);
  };
  const auto fetched = fetch();
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().code == mcp::Error::Code::unavailable);
  CHECK((*made)->fetch(request));
}
