#include <thread>

#include "catch.h"
#include "faulty_disk.h"
#include "raw_database.h"
#include "scratch_folder.h"
#include "store_contract.h"
#include "store_files.h"

using store_contract::holds;
using namespace std::chrono_literals;

TEST_CASE("STORE-04 calls that find the store locked fail in bounded time, however many they are") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  const auto store = tst::open_store({.path = path, .busy_timeout = 300ms});
  REQUIRE(store->put("k", "1", 1h));
  tst::RawDatabase other(path);
  REQUIRE(other.run("BEGIN EXCLUSIVE").empty());

  const auto begun = std::chrono::steady_clock::now();
  CHECK(store_contract::winners([&] {
          const auto put = store->put("k", "2", 1h);
          return !put && put.error().code == mcp::Error::Code::unavailable;
        }) == 8);
  const auto waited = std::chrono::steady_clock::now() - begun;
  CHECK(waited >= 290ms);
  CHECK(waited < 1500ms);
  CHECK(holds(*store, "k", "1"));

  REQUIRE(other.run("ROLLBACK").empty());
  CHECK(store->put("k", "3", 1h));
}

TEST_CASE("STORE-04 calls do not wait longer for a disk that is slow, and look-ups not at all") {
  tst::ScratchFolder folder;
  tst::FaultyDisk disk;
  const auto store = tst::open_store({.path = folder.path("state.db"), .busy_timeout = 200ms});
  REQUIRE(store->put("k", "1", 1h));
  disk.sync_takes = 2s;
  std::jthread slow([&] { (void)store->put("k", "2", 1h); });
  while (!disk.syncing) std::this_thread::sleep_for(1ms);

  const auto begun = std::chrono::steady_clock::now();
  CHECK(holds(*store, "k", "1"));
  CHECK(store_contract::winners([&] {
          const auto put = store->put("k", "3", 1h);
          return !put && put.error().code == mcp::Error::Code::unavailable;
        }) == 8);
  CHECK(std::chrono::steady_clock::now() - begun < 1500ms);
  slow.join();
  disk.sync_takes = 0ms;
  CHECK(holds(*store, "k", "2"));
}

TEST_CASE("STORE-04 a call waits for a lock that is soon given back") {
  tst::ScratchFolder folder;
  const auto store = tst::open_store(folder.path("state.db"));
  tst::RawDatabase other(folder.path("state.db"));
  REQUIRE(other.run("BEGIN IMMEDIATE").empty());
  const std::jthread release([&] {
    std::this_thread::sleep_for(200ms);
    other.run("COMMIT");
  });
  CHECK(store->put("k", "1", 1h));
}
