#include "sqlite.h"

#include <filesystem>

#include "catch.h"
#include "scratch_folder.h"
#include "store_contract.h"

using mcp::store::Sqlite;
using store_contract::holds;
using store_contract::kForever;
using store_contract::lacks;
using namespace std::chrono_literals;

namespace {

class OpenedStore {
 public:
  explicit OpenedStore(Sqlite::Options options = {}) : options_(std::move(options)) {
    options_.path = folder_.path("state.db");
    open();
  }
  void open() {
    store_.reset();
    auto made = Sqlite::make(options_);
    REQUIRE(made);
    store_ = *std::move(made);
  }
  Sqlite& operator*() { return *store_; }
  Sqlite* operator->() { return store_.get(); }
  std::string path(const char* ending = "") const { return options_.path + ending; }

 private:
  tst::ScratchFolder folder_;
  Sqlite::Options options_;
  std::unique_ptr<Sqlite> store_;
};

template <typename T>
bool fails_as(mcp::Error::Code code, const mcp::Result<T>& result) {
  return !result && result.error().code == code;
}

std::chrono::system_clock::time_point wall_shows{1'800'000'000s};
std::chrono::steady_clock::time_point time_passed{1s};
const mcp::store::sqlite::StoreClock::Sources kTestClock{[] { return wall_shows; },
                                                         [] { return time_passed; }};

}  // namespace

TEST_CASE("the sqlite store keeps the contract of a store") {
  OpenedStore store;
  SECTION("values") { store_contract::keeps_values(*store); }
  SECTION("bytes") { store_contract::keys_and_values_are_bytes(*store); }
  SECTION("expiry") { store_contract::values_expire(*store); }
  SECTION("put_if_absent") { store_contract::only_one_puts_if_absent(*store); }
  SECTION("consume_once") { store_contract::only_one_consumes(*store); }
  SECTION("families") { store_contract::families_are_revoked_as_a_whole(*store); }
  SECTION("racing revocation") { store_contract::revocation_wins_against_writers(*store); }
  SECTION("messages") { store_contract::messages_reach_every_subscriber(*store); }
  SECTION("subscribers") { store_contract::a_subscriber_may_use_the_store(*store); }
}

TEST_CASE("what the sqlite store keeps is there after a restart") {
  OpenedStore store;
  CHECK(store->put("kept", std::string("a\0b", 3), 1h));
  CHECK(store->put("brief", "1", 50ms));
  CHECK(store->put("taken", "1", kForever));
  CHECK(store->consume_once("taken"));
  CHECK(store->put_in_family("f", "member", "1", kForever));
  CHECK(store->revoke_family("f", 1h));
  std::this_thread::sleep_for(80ms);
  store.open();
  CHECK(holds(*store, "kept", std::string("a\0b", 3)));
  CHECK(lacks(*store, "brief"));
  CHECK(lacks(*store, "taken"));
  CHECK(lacks(*store, "member"));
  CHECK(fails_as(mcp::Error::Code::forbidden, store->put_in_family("f", "late", "1", kForever)));
}

TEST_CASE("STORE-10 a wall clock that is set changes no time in the sqlite store") {
  OpenedStore store({.clock = kTestClock});
  CHECK(store->put("k", "1", 10s));
  for (const auto jump : {1h, -2h, 24h * 3650}) {
    wall_shows += jump;
    CHECK(holds(*store, "k", "1"));
  }
  time_passed += 9s;
  CHECK(holds(*store, "k", "1"));
  time_passed += 1s;
  CHECK(lacks(*store, "k"));
}

TEST_CASE("STORE-10 a wall clock that was set back before a restart brings nothing back") {
  OpenedStore store({.clock = kTestClock});
  CHECK(store->put("expired", "1", 10s));
  CHECK(store->revoke_family("f", 1h));
  time_passed += 20s;
  CHECK(store->put("later", "1", 10s));
  wall_shows -= 1h;
  store.open();
  CHECK(lacks(*store, "expired"));
  CHECK(holds(*store, "later", "1"));
  CHECK_FALSE(store->put_in_family("f", "k", "1", kForever));
  time_passed += 11s;
  CHECK(lacks(*store, "later"));
  time_passed += 1h;
  CHECK(store->put_in_family("f", "k", "1", kForever));
}

TEST_CASE("a value put over another stays in its family as long as that one has not expired") {
  OpenedStore store({.clock = kTestClock});
  CHECK(store->put_in_family("f", "member", "1", kForever));
  CHECK(store->put("member", "2", kForever));
  CHECK(store->put_in_family("f", "expired", "1", 10s));
  time_passed += 11s;
  CHECK(store->put("expired", "2", kForever));
  CHECK(store->revoke_family("f", 1h));
  CHECK(lacks(*store, "member"));
  CHECK(holds(*store, "expired", "2"));
}

TEST_CASE("a shorter revocation does not shorten a longer one") {
  OpenedStore store({.clock = kTestClock});
  CHECK(store->revoke_family("f", 1h));
  CHECK(store->revoke_family("f", 1s));
  time_passed += 30min;
  CHECK_FALSE(store->put_in_family("f", "k", "1", kForever));
}

TEST_CASE("only the owner may use the files of the sqlite store") {
  OpenedStore store;
  CHECK(store->put("k", "1", kForever));
  for (const char* ending : {"", "-wal", "-shm"}) {
    CAPTURE(ending);
    using std::filesystem::perms;
    CHECK(std::filesystem::status(store.path(ending)).permissions() ==
          (perms::owner_read | perms::owner_write));
  }
  CHECK(std::distance(std::filesystem::directory_iterator(std::filesystem::path(store.path()).parent_path()),
                      {}) == 3);
}

TEST_CASE("keys, values and messages for the sqlite store are bounded") {
  OpenedStore store({.key_bytes = 4, .value_bytes = 8});
  constexpr auto kUnfit = mcp::Error::Code::invalid_params;
  CHECK(store->put("1234", "12345678", kForever));
  CHECK(fails_as(kUnfit, store->put("12345", "", kForever)));
  CHECK(fails_as(kUnfit, store->put("1", "123456789", kForever)));
  CHECK(fails_as(kUnfit, store->put_if_absent("12345", "", kForever)));
  CHECK(fails_as(kUnfit, store->put_in_family("1", "12345", "", kForever)));
  CHECK(fails_as(kUnfit, store->put_in_family("12345", "1", "", kForever)));
  CHECK(fails_as(kUnfit, store->revoke_family("12345", kForever)));
  CHECK(fails_as(kUnfit, store->publish("12345", "")));
  CHECK(store->publish("1", std::string(Sqlite::kMostMessageBytes, 'x')));
  CHECK(fails_as(kUnfit, store->publish("1", std::string(Sqlite::kMostMessageBytes + 1, 'x'))));
  CHECK(lacks(*store, "12345"));
}

TEST_CASE("a full sqlite store refuses what is new, forgets nothing and can still revoke") {
  OpenedStore store({.bytes = 256 * 1024});
  const std::string value(10'000, 'x');
  int stored = 0;
  mcp::Result<void> last;
  while (stored < 100 && (last = store->put_in_family("f", std::to_string(stored), value, kForever)))
    ++stored;
  REQUIRE(fails_as(mcp::Error::Code::unavailable, last));
  CHECK(stored > 10);
  CHECK(std::filesystem::file_size(store.path()) <= 256 * 1024);
  for (int i = 0; i < stored; ++i) CHECK(holds(*store, std::to_string(i), value));
  CHECK(store->revoke_family("f", 1h));
  CHECK(lacks(*store, "0"));
  CHECK(store->put("new", value, kForever));
}

TEST_CASE("what expired makes room in a full sqlite store") {
  OpenedStore store({.bytes = 256 * 1024, .clock = kTestClock});
  const std::string value(10'000, 'x');
  int stored = 0;
  while (stored < 100 && store->put(std::to_string(stored), value, 10s)) ++stored;
  REQUIRE(stored < 100);
  time_passed += 11s;
  CHECK(store->put("new", value, kForever));
}

TEST_CASE("messages that nobody takes do not fill the sqlite store") {
  OpenedStore store({.bytes = 1024 * 1024, .clock = kTestClock});
  const std::string message(20'000, 'x');
  int published = 0;
  while (published < 100 && store->publish("c", message)) ++published;
  REQUIRE(published < 100);
  time_passed += 61s;
  CHECK(store->publish("c", message));
}

TEST_CASE("a subscriber to the sqlite store may end its subscription, and the store outlive none") {
  std::shared_ptr<void> token;
  std::atomic<int> calls = 0;
  {
    OpenedStore store;
    store_contract::Heard heard;
    token = *store->subscribe("c", [&](std::string_view) {
      ++calls;
      token.reset();
    });
    CHECK(store->publish("c", "1"));
    CHECK(store->publish("c", "2"));
    const auto other = *store->subscribe("d", heard.receiver());
    CHECK(store->publish("d", "end"));
    CHECK(heard.becomes("end"));
    token = *store->subscribe("d", heard.receiver());
  }
  CHECK(calls == 1);
}

TEST_CASE("a subscriber that throws keeps nothing from the others") {
  OpenedStore store;
  store_contract::Heard heard;
  const auto throws = *store->subscribe("c", [](std::string_view) { throw std::runtime_error("no"); });
  const auto hears = *store->subscribe("d", heard.receiver());
  CHECK(store->publish("c", "1"));
  CHECK(store->publish("d", "2"));
  CHECK(heard.becomes("2"));
}

TEST_CASE("the sqlite store needs a path that can be one") {
  constexpr auto kUnfit = mcp::Error::Code::invalid_params;
  CHECK(fails_as(kUnfit, Sqlite::make({})));
  CHECK(fails_as(kUnfit, Sqlite::make({.path = std::string("a\0b", 3)})));
  tst::ScratchFolder folder;
  const auto nowhere = Sqlite::make({.path = folder.path("no/state.db")});
  REQUIRE_FALSE(nowhere);
  CHECK_THAT(nowhere.error().message, tst::ContainsSubstring("No such file or directory"));
}
