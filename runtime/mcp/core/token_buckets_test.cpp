#include "token_buckets.h"

#include <atomic>
#include <thread>
#include <vector>

#include "catch.h"

using namespace std::chrono_literals;
using mcp::Rate;
using mcp::TokenBuckets;

namespace {

using Time = TokenBuckets::Clock::time_point;
constexpr Rate kTenASecond{.count = 10, .every = 1s};

}  // namespace

TEST_CASE("LOAD-17 a burst is let through, then one after the other as the bucket fills") {
  TokenBuckets buckets;
  const Time begun{1h};
  for (int i = 0; i < 10; ++i) CHECK_FALSE(buckets.take("a", kTenASecond, begun));
  CHECK(buckets.take("a", kTenASecond, begun) == 100ms);
  CHECK(buckets.take("a", kTenASecond, begun + 60ms) == 40ms);
  CHECK_FALSE(buckets.take("a", kTenASecond, begun + 100ms));
  CHECK(buckets.take("a", kTenASecond, begun + 100ms) == 100ms);
  CHECK_FALSE(buckets.take("a", kTenASecond, begun + 350ms));
  CHECK_FALSE(buckets.take("a", kTenASecond, begun + 350ms));
  CHECK(buckets.take("a", kTenASecond, begun + 350ms) == 50ms);  // half a token was kept
}

TEST_CASE("LOAD-17 a full bucket holds no more than it is for") {
  TokenBuckets buckets;
  const Time begun{1h};
  CHECK_FALSE(buckets.take("a", kTenASecond, begun));
  const Time later = begun + 24h;
  for (int i = 0; i < 10; ++i) CHECK_FALSE(buckets.take("a", kTenASecond, later));
  CHECK(buckets.take("a", kTenASecond, later) == 100ms);
}

TEST_CASE("LOAD-17 what is refused costs nothing, however often it is tried") {
  TokenBuckets buckets;
  const Rate one{.count = 1, .every = 1min};
  const Time begun{1h};
  CHECK_FALSE(buckets.take("a", one, begun));
  for (int i = 0; i < 1000; ++i) CHECK(buckets.take("a", one, begun + 1s) == 59s);
  CHECK_FALSE(buckets.take("a", one, begun + 1min));
}

TEST_CASE("LOAD-17 a rate that does not divide its time lets no more through") {
  TokenBuckets buckets;
  const Rate seven{.count = 7, .every = 1s};
  const Time begun{1h};
  int taken = 0;
  for (int i = 0; i < 100'000; ++i)
    if (!buckets.take("a", seven, begun + i * 100us)) ++taken;
  CHECK(taken == 7 + 69);  // the burst, and what ten seconds but a moment give
}

TEST_CASE("LOAD-17 each key has a bucket of its own") {
  TokenBuckets buckets;
  const Rate one{.count = 1, .every = 1h};
  const Time begun{1h};
  CHECK_FALSE(buckets.take("a", one, begun));
  CHECK_FALSE(buckets.take("b", one, begun));
  CHECK(buckets.take("a", one, begun));
  CHECK(buckets.take("b", one, begun));
}

TEST_CASE("LOAD-17 a time that is a little older than the one before gives nothing away") {
  TokenBuckets buckets;
  const Rate one{.count = 1, .every = 1s};
  const Time begun{1h};
  CHECK_FALSE(buckets.take("a", one, begun));
  CHECK(buckets.take("a", one, begun - 5ms) == 1005ms);
}

TEST_CASE("LOAD-17 full buckets are forgotten, and past the bound those that are nearest to it") {
  TokenBuckets buckets(3);
  const Rate two{.count = 2, .every = 10s};
  const Time begun{1h};
  for (const char* key : {"a", "b", "c"}) CHECK_FALSE(buckets.take(key, two, begun));
  for (const char* key : {"a", "c"}) CHECK_FALSE(buckets.take(key, two, begun + 1s));
  CHECK_FALSE(buckets.take("d", two, begun + 1s));
  CHECK(buckets.size() == 3);
  CHECK(buckets.take("a", two, begun + 1s));  // still empty: b, with one token left, was given up
  CHECK(buckets.take("c", two, begun + 1s));
  CHECK_FALSE(buckets.take("e", two, begun + 60s));
  CHECK(buckets.size() == 1);
  for (int i = 0; i < 1000; ++i) buckets.take(std::to_string(i), two, begun + 60s);
  CHECK(buckets.size() == 3);
}

TEST_CASE("LOAD-17 threads that take at once get what there is, and no more") {
  TokenBuckets buckets;
  const Rate rate{.count = 500, .every = 1h};
  std::atomic<int> taken = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        for (int j = 0; j < 200; ++j) {
          if (!buckets.take("shared", rate)) ++taken;
          static_cast<void>(buckets.take(std::to_string(j), rate));
        }
      });
  }
  CHECK(taken == 500);
  CHECK(buckets.size() == 201);
}
