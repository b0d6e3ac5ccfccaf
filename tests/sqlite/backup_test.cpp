#include <atomic>
#include <filesystem>
#include <thread>

#include "catch.h"
#include "raw_database.h"
#include "scratch_folder.h"
#include "store_contract.h"
#include "store_files.h"

using mcp::store::Sqlite;
using store_contract::lacks;
using namespace std::chrono_literals;

TEST_CASE("STORE-17 a backup made while servers write holds all that was acknowledged before it began") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  const std::string backup = folder.path("backup.db");
  int before = 0;
  {
    const auto store = tst::open_store(path);
    REQUIRE(store->put_in_family("f", "revoked", "1", 1h));
    REQUIRE(store->revoke_family("f", 1h));
    std::atomic<int> written = 0;
    const std::jthread writer([&](const std::stop_token& stop) {
      while (!stop.stop_requested() && store->put(std::to_string(written), "1", 1h)) ++written;
    });
    while (written < 100) std::this_thread::sleep_for(1ms);
    before = written;
    REQUIRE(tst::RawDatabase(path).run("VACUUM INTO '" + backup + "'").empty());
    const int after = written;
    while (written < after + 10) std::this_thread::sleep_for(1ms);
  }

  // Whatever the file was copied with: what others may read is told, not used.
  std::filesystem::permissions(backup, std::filesystem::perms(0644));
  const auto readable = Sqlite::make({.path = backup});
  REQUIRE_FALSE(readable);
  CHECK_THAT(readable.error().message, tst::ContainsSubstring("`chmod 600`"));

  std::filesystem::permissions(backup, std::filesystem::perms(0600));
  const auto restored = tst::open_store(backup);
  for (int i = 0; i < before; ++i) CHECK(store_contract::holds(*restored, std::to_string(i), "1"));
  CHECK(lacks(*restored, "revoked"));
  CHECK_FALSE(restored->put_in_family("f", "late", "1", 1h));
  // As the original, it is read while others write.
  tst::RawDatabase other(backup);
  REQUIRE(other.run("BEGIN EXCLUSIVE").empty());
  CHECK(store_contract::holds(*restored, "0", "1"));
}

TEST_CASE("STORE-17 a copy without its last changes is older, but sound") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  const auto store = tst::open_store(path);
  REQUIRE(store->put("k", "1", 1h));
  tst::RawDatabase(path).run("PRAGMA wal_checkpoint");
  REQUIRE(store->put("k", "2", 1h));
  tst::write_file(folder.path("copy.db"), tst::read_file(path));
  CHECK(store_contract::holds(*tst::open_store(folder.path("copy.db")), "k", "1"));
}

TEST_CASE("STORE-17 last changes without their file are no new store") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  {
    const auto store = tst::open_store(path);
    REQUIRE(store->put("k", "1", 1h));
    tst::write_file(folder.path("moved.db-wal"), tst::read_file(path + "-wal"));
  }
  const auto made = Sqlite::make({.path = folder.path("moved.db")});
  REQUIRE_FALSE(made);
  CHECK_THAT(made.error().message,
             tst::ContainsSubstring("it is missing") && tst::ContainsSubstring("put it back"));
  CHECK_FALSE(std::filesystem::exists(folder.path("moved.db")));
}
