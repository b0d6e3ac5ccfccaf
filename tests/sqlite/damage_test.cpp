#include <filesystem>
#include <random>

#include "catch.h"
#include "faulty_disk.h"
#include "raw_database.h"
#include "scratch_folder.h"
#include "store_contract.h"
#include "store_files.h"

using mcp::store::Sqlite;
using namespace std::chrono_literals;

namespace {

/// A store with a few pages in it, closed.
struct Fixture {
  tst::ScratchFolder folder{};
  std::string path = folder.path("state.db");

  Fixture() {
    const auto store = tst::open_store(path);
    for (int i = 0; i < 50; ++i) REQUIRE(store->put(std::to_string(i), std::string(1000, 'v'), 1h));
  }

  /// Why the store is refused; the file must stay as it was.
  std::string refusal() const {
    const std::string before = tst::read_file(path);
    const auto made = Sqlite::make({.path = path});
    CHECK(tst::read_file(path) == before);
    return made ? "made" : made.error().message;
  }
  void change(std::size_t position, const std::string& bytes) const {
    tst::write_file(path, tst::read_file(path).replace(position, bytes.size(), bytes));
  }
};

}  // namespace

TEST_CASE("STORE-05 a file that is no sound store is refused, with what to do, and left as it is") {
  Fixture at;
  using tst::ContainsSubstring;
  SECTION("something else") {
    tst::write_file(at.path, std::string(5000, 'x'));
    CHECK_THAT(at.refusal(), ContainsSubstring("not a database: put a backup in its place"));
  }
  SECTION("nothing in it") {
    tst::write_file(at.path, "");
    CHECK_THAT(at.refusal(), ContainsSubstring("is empty") && ContainsSubstring("put a backup in its place"));
  }
  SECTION("a folder") {
    const auto made = Sqlite::make({.path = at.folder.path()});
    REQUIRE_FALSE(made);
    CHECK_THAT(made.error().message, ContainsSubstring("is not a file"));
  }
  SECTION("cut short") {
    const std::string whole = tst::read_file(at.path);
    for (const std::size_t size : {100U, 4096U, 5000U, 8192U, 40960U}) {
      CAPTURE(size);
      tst::write_file(at.path, whole.substr(0, size));
      CHECK_THAT(at.refusal(), ContainsSubstring("put a backup in its place"));
    }
  }
  SECTION("a page lost") {
    at.change(4096 * 12, std::string(4096, '\0'));
    CHECK_THAT(at.refusal(), ContainsSubstring("damaged") && ContainsSubstring("put a backup in its place"));
  }
  SECTION("another program's") {
    std::filesystem::remove(at.path);
    tst::RawDatabase(at.path).run("PRAGMA user_version = 1; CREATE TABLE entries(key, value)");
    std::filesystem::permissions(at.path, std::filesystem::perms(0600));
    CHECK_THAT(at.refusal(), ContainsSubstring("another program") && ContainsSubstring("name another file"));
  }
  SECTION("a newer one's") {
    tst::RawDatabase(at.path).run("PRAGMA user_version = 3");
    CHECK_THAT(at.refusal(),
               ContainsSubstring("version 3") && ContainsSubstring("run the server that wrote it"));
  }
  SECTION("of no version there can be") {
    tst::RawDatabase(at.path).run("PRAGMA user_version = -1");
    CHECK_THAT(at.refusal(), ContainsSubstring("version -1"));
  }
  SECTION("without a row that is always there") {
    tst::RawDatabase(at.path).run("DELETE FROM clock");
    CHECK_THAT(at.refusal(), ContainsSubstring("put a backup in its place"));
  }
  SECTION("without its tables") {
    tst::RawDatabase(at.path).run("DROP TABLE clock");
    CHECK_THAT(at.refusal(), ContainsSubstring("put a backup in its place"));
  }
}

TEST_CASE("STORE-05 bytes that were changed lead to no crash and to no new store") {
  Fixture at;
  const std::string whole = tst::read_file(at.path);
  std::mt19937 random(5);
  int refused = 0;
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    std::string changed = whole;
    for (int i = 0; i < 8; ++i)
      changed[random() % (round % 2 == 0 ? 100 : changed.size())] = static_cast<char>(random());
    tst::write_file(at.path, changed);
    const auto made = Sqlite::make({.path = at.path});
    if (!made) {
      ++refused;
      REQUIRE(tst::read_file(at.path) == changed);
      continue;
    }
    int missing = 0;
    for (int i = 0; i < 50; ++i) missing += store_contract::lacks(**made, std::to_string(i)) ? 1 : 0;
    REQUIRE(missing < 50);
  }
  CHECK(refused > 20);
}

TEST_CASE("STORE-05 a file that vanished under a server is not made anew") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  tst::FaultyDisk disk;
  const auto store = tst::open_store(path);
  disk.syncs_left = 0;
  CHECK_FALSE(store->put("k", "1", 1h));
  std::filesystem::remove(path);
  const auto put = store->put("k", "1", 1h);
  REQUIRE_FALSE(put);
  CHECK_THAT(put.error().message, tst::ContainsSubstring("No such file or directory"));
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("an older schema is brought to the newest as a whole, or not at all") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  const std::string of_version_0 = "PRAGMA application_id = 1835233395; ";
  SECTION("it can be") {
    tst::RawDatabase(path).run(of_version_0 + "CREATE TABLE other(x)");
    std::filesystem::permissions(path, std::filesystem::perms(0600));
    CHECK(tst::open_store(path)->put("k", "1", 1h));
    CHECK(tst::RawDatabase(path).run("PRAGMA user_version") == "2");
  }
  SECTION("something stands in its way") {
    tst::RawDatabase(path).run(of_version_0 + "CREATE TABLE events(x)");
    std::filesystem::permissions(path, std::filesystem::perms(0600));
    CHECK_FALSE(Sqlite::make({.path = path}));
    CHECK(tst::RawDatabase(path).run("SELECT count(*) FROM sqlite_schema") == "1");
    CHECK(tst::RawDatabase(path).run("PRAGMA user_version") == "0");
  }
}
