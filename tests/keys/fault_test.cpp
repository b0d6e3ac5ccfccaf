#include <chrono>
#include <filesystem>

#include <mcp/auth/api_key/api_key.h>
#include <mcp/core/ascii.h>

#include "catch.h"
#include "faulty_disk.h"
#include "key_files.h"
#include "raw_database.h"
#include "scratch_folder.h"
#include "store_files.h"

using mcp::Error;
using mcp::auth::ApiKey;
using mcp::auth::keys::KeyStore;
using tst::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

class Head final : public mcp::RequestHead {
 public:
  explicit Head(std::string key) : key_(std::move(key)) {}
  std::string_view peer() const override { return "192.0.2.1"; }
  std::optional<std::string_view> header(std::string_view name) const override {
    if (!mcp::equal_ignoring_case(name, "X-API-Key")) return {};
    return key_;
  }

 private:
  std::string key_;
};

template <typename T>
bool is_unavailable(const mcp::Result<T>& result) {
  return !result && result.error().code == Error::Code::unavailable;
}

}  // namespace

TEST_CASE("STORE-04 while another process writes no key is given out, and all are found") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  const auto opened = KeyStore::open({.database = {.file = {path, 1 << 30}, .busy_timeout = 200ms}});
  REQUIRE(opened);
  KeyStore& store = **opened;
  const auto issued = store.create({.name = "a"});
  REQUIRE(issued);
  tst::RawDatabase other(path);
  REQUIRE(other.run("BEGIN EXCLUSIVE").empty());
  const auto begun = std::chrono::steady_clock::now();
  CHECK(is_unavailable(store.create({.name = "b"})));
  CHECK(is_unavailable(store.revoke("a")));
  CHECK(std::chrono::steady_clock::now() - begun < 1500ms);
  CHECK(tst::lets_in(store, issued->text));
  REQUIRE(other.run("ROLLBACK").empty());
  CHECK(store.revoke("a"));
}

TEST_CASE(
    "KEY-08 a database that another process has to itself keeps a server from starting, in bounded time") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  const std::string key = tst::open_keys(path)->create({.name = "a"})->text;
  ApiKey auth({.database = "sqlite:///" + path});
  {
    tst::RawDatabase other(path);
    other.run("PRAGMA locking_mode = EXCLUSIVE; UPDATE clock SET openings = openings");
    const auto begun = std::chrono::steady_clock::now();
    const auto loaded = auth.load();
    REQUIRE_FALSE(loaded);
    CHECK_THAT(loaded.error().message, ContainsSubstring("locked"));
    CHECK(std::chrono::steady_clock::now() - begun < 8s);
    CHECK_FALSE(auth.authenticate(Head(key)));
  }
  REQUIRE(auth.load());
  CHECK(auth.authenticate(Head(key)));
}

TEST_CASE("KEY-08 a database that can only be read keeps a server from starting") {
  const tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  const std::string key = tst::open_keys(path)->create({.name = "a"})->text;
  tst::FaultyDisk disk;
  ApiKey auth({.database = "sqlite:///" + path});
  disk.read_only = true;
  const auto loaded = auth.load();
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == Error::Code::unavailable);
  CHECK_FALSE(auth.ready());
  CHECK_FALSE(auth.authenticate(Head(key)));
  disk.read_only = false;
  REQUIRE(auth.load());
  CHECK(auth.authenticate(Head(key)));
}

TEST_CASE("KEY-08 STORE-05 damaged, newer and foreign databases keep a server from starting") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  tst::open_keys(path).reset();
  const auto refusal = [&] {
    const auto loaded = ApiKey({.database = "sqlite:///" + path}).load();
    return loaded ? "loaded" : loaded.error().message;
  };
  SECTION("newer") {
    tst::RawDatabase(path).run("PRAGMA user_version = 99");
    CHECK_THAT(refusal(), ContainsSubstring("version 99"));
  }
  SECTION("without its tables") {
    tst::RawDatabase(path).run("DROP TABLE key_secrets; DROP TABLE keys; DROP TABLE key_hash");
    CHECK_THAT(refusal(), ContainsSubstring("damaged"));
  }
  SECTION("cut short") {
    tst::write_file(path, tst::read_file(path).substr(0, 5000));
    CHECK_THAT(refusal(), ContainsSubstring("put a backup in its place"));
  }
  SECTION("for others to read") {
    std::filesystem::permissions(path, std::filesystem::perms(0644));
    CHECK_THAT(refusal(), ContainsSubstring("chmod 600"));
  }
  SECTION("a folder") {
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    CHECK_THAT(refusal(), ContainsSubstring("it is not a file"));
  }
}

TEST_CASE("STORE-03 on a full disk no key is given out or taken back, and those there are go on") {
  tst::ScratchFolder folder;
  tst::FaultyDisk disk;
  const auto store = tst::open_keys(folder.path("keys.db"));
  const auto issued = store->create({.name = "a"});
  REQUIRE(issued);
  disk.writes_left = 0;
  CHECK(is_unavailable(store->create({.name = "b"})));
  CHECK(is_unavailable(store->rotate("a", 0s)));
  CHECK(is_unavailable(store->revoke("a")));
  CHECK(is_unavailable(store->note({{issued->key.id, store->now() + 5000}})));
  CHECK(tst::lets_in(*store, issued->text));
  disk.writes_left = tst::FaultyDisk::kNone;
  CHECK(tst::lets_in(*store, issued->text));
  CHECK(store->list()->size() == 1);
  CHECK(store->revoke("a"));
  CHECK_FALSE(tst::lets_in(*store, issued->text));
}

TEST_CASE("STORE-18 a revocation whose sync failed is not acknowledged, and the next one counts") {
  tst::ScratchFolder folder;
  tst::FaultyDisk disk;
  const std::string path = folder.path("keys.db");
  const auto store = tst::open_keys(path);
  const auto issued = store->create({.name = "a"});
  REQUIRE(issued);
  disk.syncs_left = 0;
  CHECK(is_unavailable(store->revoke("a")));
  disk.syncs_left = tst::FaultyDisk::kNone;
  REQUIRE(store->revoke("a"));
  tst::copy_as_left(path, folder.path("left.db"));
  CHECK_FALSE(tst::lets_in(*tst::open_keys(folder.path("left.db")), issued->text));
}
