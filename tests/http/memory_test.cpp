// What a server process has in memory, and open, after what clients do.

#include <cstdint>

#include "catch.h"
#include "http_server.h"
#include "resident_memory.h"
#include "served.h"

namespace http_test {
namespace {

constexpr std::size_t kBody = 4 * 1024 * 1024;

std::string large() { return here(modern_call("large", {{"bytes", kBody}})); }

/// A client that asks for much and is gone when the first of it comes.
void vanish(std::uint16_t port) {
  Socket socket(port);
  socket.send(large()).receive_head();
  socket.reset();
}

void vanish_often(int times) {
  constexpr long kKept = 16 * long{kBody} / 1024;  // by the allocator, in each thread that answered
  Served served({});
  for (int i = 0; i < 40; ++i) vanish(served.port());
  const auto descriptors = [&] { return served.process().descriptors(); };
  const long memory = served.process().memory();
  const std::size_t open = descriptors();
  for (int i = 0; i < times; ++i) vanish(served.port());
  CHECK(Socket(served.port()).send(here(modern("server/discover"))).receive()->status == 200);
  for (int i = 0; i < 1000 && descriptors() > open; ++i) std::this_thread::sleep_for(20ms);
  CHECK(descriptors() <= open);
  if (tst::kMemoryCounts) CHECK(served.process().memory() <= memory + kKept);
}

}  // namespace

TEST_CASE("HTTP-14 however many ranges are asked for, the answer is sent once and kept once") {
  Served served({});
  const auto ask = [&](const std::string& lines) {
    std::string request = large();
    return Socket(served.port()).send(request.insert(request.find("\r\n") + 2, lines)).receive();
  };
  const auto plain = ask("");
  REQUIRE(plain->status == 200);
  for (int i = 0; i < 20; ++i) ask("");  // by whichever threads
  const long before = served.process().peak_memory();
  std::string ranges = "Range: bytes=0-0";
  for (int i = 0; i < 2000; ++i) ranges += ",0-";
  const auto ranged = ask(ranges + "\r\n");
  CHECK(ranged->status == 200);
  CHECK(ranged->body.size() == plain->body.size());
  if (tst::kMemoryCounts) CHECK(served.process().peak_memory() - before <= 2 * long{kBody} / 1024);
}

TEST_CASE("HTTP-20 clients that vanish while they are answered leave no memory taken") { vanish_often(150); }
TEST_CASE("HTTP-20 nor does a thousand of them", "[.][slow]") { vanish_often(1000); }

}  // namespace http_test
