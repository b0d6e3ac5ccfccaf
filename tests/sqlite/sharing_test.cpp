#include <algorithm>
#include <set>
#include <sstream>

#include "catch.h"
#include "child.h"
#include "scratch_folder.h"
#include "store_contract.h"
#include "store_files.h"

using store_contract::holds;
using store_contract::lacks;
using namespace std::chrono_literals;

TEST_CASE("STORE-16 what one process revokes is gone in another, which hears of it within a second") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  const auto store = tst::open_store(path);
  REQUIRE(store->put_in_family("f", "token", "1", 1h));
  store_contract::Heard heard;
  const auto token = store->subscribe("revoked", heard.receiver());
  REQUIRE(token);
  CHECK(holds(*store, "token", "1"));

  CHECK(tst::Child({path, "revoke", "f"}).output() == "revoked\n");
  CHECK(lacks(*store, "token"));
  CHECK_FALSE(store->put_in_family("f", "late", "1", 1h));

  CHECK(tst::Child({path, "publish", "revoked", "f"}).output() == "published\n");
  const auto published = std::chrono::steady_clock::now();
  CHECK(heard.becomes("f"));
  CHECK(std::chrono::steady_clock::now() - published < 1s);
}

TEST_CASE("STORE-16 every store at a file hears each message once, in the order they were published") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  const auto first = tst::open_store(path);
  const auto second = tst::open_store(path);
  REQUIRE(first->publish("c", "before"));
  store_contract::Heard in_first;
  store_contract::Heard in_second;
  const auto token = first->subscribe("c", in_first.receiver());
  const auto other = second->subscribe("c", in_second.receiver());
  std::string all;
  for (int i = 0; i < 120; ++i) {
    const std::string message = std::to_string(i) + " ";
    REQUIRE((i % 2 == 0 ? first : second)->publish("c", message));
    all += message;
  }
  CHECK(in_first.becomes(all));
  CHECK(in_second.becomes(all));
}

TEST_CASE("STORE-16 who subscribes again hears nothing of the time in between") {
  tst::ScratchFolder folder;
  const auto store = tst::open_store(folder.path("state.db"));
  store_contract::Heard heard;
  auto token = store->subscribe("c", heard.receiver());
  token->reset();
  std::this_thread::sleep_for(500ms);
  REQUIRE(store->publish("c", "between"));
  token = store->subscribe("c", heard.receiver());
  REQUIRE(store->publish("c", "after"));
  CHECK(heard.becomes("after"));
}

TEST_CASE("STORE-16 of several processes exactly one consumes a value") {
  constexpr int kValues = 300;
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  const auto store = tst::open_store(path);
  for (int i = 0; i < kValues; ++i) REQUIRE(store->put(std::to_string(i), "v", 1h));
  tst::Child first({path, "consume", std::to_string(kValues)});
  tst::Child second({path, "consume", std::to_string(kValues)});
  std::multiset<std::string> taken;
  for (tst::Child* child : {&first, &second}) {
    std::istringstream lines(child->output());
    for (std::string key; lines >> key;) taken.insert(key);
  }
  for (int i = 0; i < kValues; ++i) CHECK(taken.count(std::to_string(i)) == 1);
}

TEST_CASE("STORE-16 servers that start together on a new file share it") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  std::atomic<int> next = 0;
  CHECK(store_contract::winners([&] {
          const auto made = mcp::store::Sqlite::make({.path = path});
          return made && (*made)->put(std::to_string(next++), "1", 1h);
        }) == 8);
  const auto store = tst::open_store(path);
  for (int i = 0; i < 8; ++i) CHECK(holds(*store, std::to_string(i), "1"));
}
