#include <filesystem>

#include "catch.h"
#include "faulty_disk.h"
#include "raw_database.h"
#include "scratch_folder.h"
#include "store_contract.h"
#include "store_files.h"

using store_contract::holds;
using store_contract::lacks;
using namespace std::chrono_literals;

namespace {

constexpr auto kUnavailable = mcp::Error::Code::unavailable;

template <typename T>
bool is_unavailable(const mcp::Result<T>& result) {
  return !result && result.error().code == kUnavailable;
}

struct Fixture {
  tst::ScratchFolder folder{};
  std::string path = folder.path("state.db");
  tst::FaultyDisk disk{};
  std::unique_ptr<mcp::store::Sqlite> store = tst::open_store(path);

  /// What another server finds once this one has been killed.
  std::unique_ptr<mcp::store::Sqlite> as_left() const {
    tst::copy_as_left(path, folder.path("left.db"));
    return tst::open_store(folder.path("left.db"));
  }
};

}  // namespace

TEST_CASE(
    "STORE-03 on a full disk nothing is issued, consumed or revoked, and what is there is still found") {
  Fixture at;
  REQUIRE(at.store->put("code", "1", 1h));
  REQUIRE(at.store->put_in_family("f", "token", "2", 1h));
  at.disk.writes_left = 0;
  CHECK(is_unavailable(at.store->put("new", "3", 1h)));
  CHECK(is_unavailable(at.store->put_if_absent("new", "3", 1h)));
  CHECK(is_unavailable(at.store->put_in_family("f", "new", "3", 1h)));
  CHECK(is_unavailable(at.store->consume_once("code")));
  CHECK(is_unavailable(at.store->erase("code")));
  CHECK(is_unavailable(at.store->revoke_family("f", 1h)));
  CHECK(is_unavailable(at.store->publish("c", "m")));
  CHECK(holds(*at.store, "code", "1"));
  CHECK(holds(*at.store, "token", "2"));
  CHECK(lacks(*at.store, "new"));

  at.disk.writes_left = tst::FaultyDisk::kNone;
  CHECK(holds(*at.store, "code", "1"));
  CHECK(at.store->put_in_family("f", "new", "3", 1h));
  CHECK(at.store->revoke_family("f", 1h));
  CHECK(at.store->consume_once("code"));
}

TEST_CASE("STORE-03 whichever write finds the disk full, a call is done as a whole or not at all") {
  for (int writes = 0;; ++writes) {
    CAPTURE(writes);
    Fixture at;
    for (const char* member : {"a", "b", "c"}) {
      REQUIRE(at.store->put_in_family("f", member, std::string(3000, 'x'), 1h));
    }
    at.disk.writes_left = writes;
    const bool revoked = at.store->revoke_family("f", 1h).has_value();
    at.disk.writes_left = tst::FaultyDisk::kNone;
    const auto left = at.as_left();
    for (const char* member : {"a", "b", "c"}) {
      CHECK(lacks(*at.store, member) == revoked);
      CHECK(lacks(*left, member) == revoked);
    }
    CHECK(at.store->put_in_family("f", "d", "", 1h).has_value() != revoked);
    if (!at.disk.failed) {
      CHECK(writes > 3);
      break;
    }
  }
}

TEST_CASE("STORE-03 wherever the disk fails under a new database, the next server can make it") {
  int tst::FaultyDisk::*const left = GENERATE(&tst::FaultyDisk::writes_left, &tst::FaultyDisk::syncs_left);
  for (int successes = 0;; ++successes) {
    CAPTURE(successes);
    const tst::ScratchFolder folder;
    tst::FaultyDisk disk;
    disk.*left = successes;
    static_cast<void>(mcp::store::Sqlite::make({.path = folder.path("state.db")}));
    disk.*left = tst::FaultyDisk::kNone;
    CHECK(tst::open_store(folder.path("state.db"))->put("k", "1", 1h));
    if (!disk.failed) {
      CHECK(successes > 3);
      break;
    }
  }
}

TEST_CASE("STORE-18 what could not be synced is not acknowledged, and its connection not used again") {
  Fixture at;
  REQUIRE(at.store->put("code", "1", 1h));
  const int opened = at.disk.opened_logs;
  at.disk.syncs_left = 0;
  CHECK(is_unavailable(at.store->put("ghost", "2", 1h)));
  REQUIRE(at.disk.failed);
  CHECK(lacks(*at.store, "ghost"));
  CHECK(holds(*at.store, "code", "1"));
  CHECK(at.store->put("after", "3", 1h));
  CHECK(at.disk.opened_logs > opened);
  CHECK(holds(*at.store, "after", "3"));
}

TEST_CASE("STORE-18 what was not acknowledged does not come back later") {
  Fixture at;
  at.disk.syncs_left = 0;
  CHECK(is_unavailable(at.store->put("ghost", "1", 1h)));
  REQUIRE(at.disk.failed);
  CHECK(at.store->consume_once("nothing"));
  const auto left = at.as_left();
  CHECK(lacks(*left, "ghost"));
}

TEST_CASE("STORE-18 a connection that could not copy its log into the database is not used again") {
  Fixture at;
  int opened = at.disk.opened_logs;
  for (int i = 0; i < 20 && !at.disk.failed; ++i) {
    // The first sync of a call is that of its commit.
    at.disk.syncs_left = 1;
    opened = at.disk.opened_logs;
    CHECK(at.store->put("k", std::string(500'000, static_cast<char>('a' + i)), 1h));
  }
  REQUIRE(at.disk.failed);
  CHECK(at.store->put("after", "1", 1h));
  CHECK(at.disk.opened_logs > opened);
  CHECK(at.store->get("k"));
}
