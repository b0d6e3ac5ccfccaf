#include "memory.h"

#include <thread>

#include "catch.h"
#include "store_contract.h"

using mcp::store::Memory;
using namespace std::chrono_literals;

namespace {

bool is_full(const mcp::Result<void>& result) {
  return !result && result.error().code == mcp::Error::Code::unavailable;
}

}  // namespace

TEST_CASE("the memory store keeps the contract of a store") {
  Memory store;
  SECTION("values") { store_contract::keeps_values(store); }
  SECTION("bytes") { store_contract::keys_and_values_are_bytes(store); }
  SECTION("put_if_absent") { store_contract::only_one_puts_if_absent(store); }
  SECTION("consume_once") { store_contract::only_one_consumes(store); }
  SECTION("families") { store_contract::families_are_revoked_as_a_whole(store); }
  SECTION("racing revocation") { store_contract::revocation_wins_against_writers(store); }
  SECTION("messages") { store_contract::messages_reach_every_subscriber(store); }
  SECTION("subscribers") { store_contract::a_subscriber_may_use_the_store(store); }
}

TEST_CASE("STORE-10 values of the memory store expire on the monotonic clock") {
  Memory store;
  store_contract::values_expire(store);
}

TEST_CASE("a full memory store refuses what is new and forgets nothing") {
  Memory store({.entries = 2, .bytes = 1000});
  CHECK(store.put("a", "1", 0ms));
  CHECK(store.put("b", "2", 0ms));
  CHECK(is_full(store.put("c", "3", 0ms)));
  CHECK_FALSE(store.put_if_absent("c", "3", 0ms));
  CHECK(store.put("a", "new", 0ms));
  CHECK(store_contract::holds(store, "a", "new"));
  CHECK(store.erase("a"));
  CHECK(is_full(store.put_in_family("f", "c", "3", 0ms)));
  CHECK(store.put("c", "3", 0ms));
}

TEST_CASE("what expired makes room in a full memory store") {
  Memory store({.entries = 1, .bytes = 1000});
  CHECK(store.put("a", "1", 20ms));
  CHECK(is_full(store.put("b", "2", 0ms)));
  std::this_thread::sleep_for(40ms);
  CHECK(store.put("b", "2", 0ms));
}

TEST_CASE("the bytes of a memory store are bounded, and given back") {
  Memory store({.entries = 100, .bytes = 10});
  CHECK(store.put("k", std::string(9, 'x'), 0ms));
  CHECK(is_full(store.put("k", std::string(10, 'x'), 0ms)));
  CHECK(store_contract::holds(store, "k", std::string(9, 'x')));
  CHECK(is_full(store.put("l", "", 0ms)));
  CHECK(store.put("k", "", 0ms));
  for (int round = 0; round < 5; ++round) {
    CHECK(store.put_in_family("fam", "l", "12345", 0ms));
    CHECK(store.consume_once("l"));
  }
  CHECK(store.put("l", std::string(8, 'x'), 0ms));
}

TEST_CASE("a family of a full memory store can still be revoked") {
  Memory store({.entries = 2, .bytes = 1000});
  CHECK(store.put_in_family("f", "a", "1", 0ms));
  CHECK(store.revoke_family("f", 0ms));
  CHECK(store_contract::lacks(store, "a"));
  CHECK(store.put("b", "2", 0ms));
  CHECK(is_full(store.revoke_family("g", 0ms)));
  const auto refused = store.put_in_family("f", "b", "3", 0ms);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == mcp::Error::Code::forbidden);
}

TEST_CASE("a revocation takes room only as long as it holds") {
  Memory store({.entries = 1, .bytes = 1000});
  CHECK(store.revoke_family("f", 20ms));
  CHECK(store.revoke_family("f", 1ms));
  CHECK(is_full(store.put("a", "1", 0ms)));
  std::this_thread::sleep_for(40ms);
  CHECK(store.put("a", "1", 0ms));
}

TEST_CASE("a subscriber may end its subscription from its own function") {
  Memory store;
  std::shared_ptr<void> token;
  int calls = 0;
  token = *store.subscribe("c", [&](std::string_view) {
    ++calls;
    token.reset();
  });
  CHECK(store.publish("c", "1"));
  CHECK(store.publish("c", "2"));
  CHECK(calls == 1);
}
