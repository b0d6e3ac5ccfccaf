#include "key_store.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <mcp/auth/api_key/key_text.h>

#include "catch.h"
#include "scratch_folder.h"

using namespace mcp::auth::keys;
using namespace std::chrono_literals;
using mcp::Error;
using mcp::store::sqlite::Connection;
using tst::ContainsSubstring;

namespace {

std::chrono::system_clock::time_point wall_shows{1'800'000'000s};
std::chrono::steady_clock::time_point time_passed{1s};
const mcp::store::sqlite::StoreClock::Sources kTestClock{[] { return wall_shows; },
                                                         [] { return time_passed; }};

class OpenedKeys {
 public:
  explicit OpenedKeys(std::string pepper = "") : pepper_(std::move(pepper)) { open(); }
  mcp::Result<std::unique_ptr<KeyStore>> open_another(std::string pepper) const {
    return KeyStore::open(
        {.database = {.file = {path(), 1 << 30}, .clock = kTestClock}, .pepper = std::move(pepper)});
  }
  void open() {
    store_.reset();
    auto opened = open_another(pepper_);
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened);
    store_ = *std::move(opened);
  }
  KeyStore* operator->() { return store_.get(); }
  std::string path(const char* ending = "") const { return folder_.path("keys.db") + ending; }
  std::optional<Holder> holder(const std::string& text) {
    const auto found = store_->holder_of(text, KeyStore::Waiting::not_at_all);
    REQUIRE(found);
    return *found;
  }
  IssuedKey create(NewKey wanted) {
    auto issued = store_->create(wanted);
    INFO((issued ? "" : issued.error().message));
    REQUIRE(issued);
    return *std::move(issued);
  }

 private:
  tst::ScratchFolder folder_;
  std::string pepper_;
  std::unique_ptr<KeyStore> store_;
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

template <typename T>
std::string refusal(const mcp::Result<T>& result) {
  return result ? "done" : result.error().message;
}

constexpr const char* kForeign = "an-old-key-of-our-own-making";

}  // namespace

TEST_CASE("KEY-01 the file is its owner's alone, and no key can be read out of it") {
  OpenedKeys keys;
  std::vector<std::string> texts;
  for (const char* name : {"a", "b", "c"}) texts.push_back(keys.create({.name = name}).text);
  texts.push_back(keys->rotate("a", 1h)->text);
  ForeignKey foreign;
  foreign.name = "old";
  foreign.text = kForeign;
  REQUIRE(keys->import({foreign}));
  texts.emplace_back(kForeign);
  struct stat status {};
  REQUIRE(::stat(keys.path().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const std::string bytes = read_file(keys.path()) + read_file(keys.path("-wal"));
  REQUIRE(bytes.size() > 4096);
  for (const std::string& text : texts) {
    CHECK(keys.holder(text));
    CHECK(bytes.find(text) == std::string::npos);
    CHECK(bytes.find(text.substr(text.size() - 22)) == std::string::npos);
  }
}

TEST_CASE("KEY-01 the same key is stored differently in every file") {
  ForeignKey foreign;
  foreign.name = "old";
  foreign.text = kForeign;
  std::set<std::string> macs;
  for (int i = 0; i < 3; ++i) {
    OpenedKeys keys;
    REQUIRE(keys->import({foreign}));
    auto connection = Connection::open(keys.path(), std::chrono::steady_clock::now() + 1s);
    REQUIRE(connection);
    macs.insert(std::get<std::string>((*connection)->run("SELECT mac FROM key_secrets")->at(0).at(0)));
  }
  CHECK(macs.size() == 3);
}

TEST_CASE("KEY-01 with a pepper the file alone recognises no key") {
  OpenedKeys keys("the operator's");
  const auto issued = keys.create({.name = "a"});
  CHECK(keys.holder(issued.text));
  for (const char* pepper : {"", "another's"})
    CHECK_THAT(refusal(keys.open_another(pepper)), ContainsSubstring("the pepper is not the one"));
  keys.open();
  CHECK(keys.holder(issued.text));
}

TEST_CASE("KEY-02 an unknown id, a wrong secret and a revoked key are the same miss") {
  OpenedKeys keys;
  const auto issued = keys.create({.name = "a"});
  const auto revoked = keys.create({.name = "b"});
  REQUIRE(keys->revoke("b"));
  std::string wrong = issued.text;
  wrong.back() = wrong.back() == 'x' ? 'y' : 'x';
  for (const std::string& text : {std::string("mcp_unknown_x"), wrong, revoked.text, issued.text + "x",
                                  issued.text.substr(0, issued.text.size() - 1), std::string("x")})
    CHECK_FALSE(keys.holder(text));
  CHECK(keys.holder(issued.text));
}

TEST_CASE("KEY-02 of a MAC that begins alike the rest is compared") {
  OpenedKeys keys;
  const auto issued = keys.create({.name = "a"});
  auto connection = Connection::open(keys.path(), std::chrono::steady_clock::now() + 1s);
  REQUIRE(connection);
  const auto rows = (*connection)->run("SELECT mac FROM key_secrets");
  std::string mac = std::get<std::string>(rows->at(0).at(0));
  for (const std::size_t byte : {std::size_t{8}, std::size_t{31}}) {
    std::string changed = mac;
    changed[byte] = static_cast<char>(changed[byte] ^ 1);
    REQUIRE((*connection)->run("UPDATE key_secrets SET mac = ?1", {changed}));
    CHECK_FALSE(keys.holder(issued.text));
  }
  REQUIRE((*connection)->run("UPDATE key_secrets SET mac = ?1", {mac.substr(0, 31)}));
  CHECK_FALSE(keys.holder(issued.text));
  REQUIRE((*connection)->run("UPDATE key_secrets SET mac = ?1", {mac}));
  CHECK(keys.holder(issued.text));
}

TEST_CASE("KEY-03 whatever is asked for is data") {
  OpenedKeys keys;
  const auto issued = keys.create({.name = "a"});
  for (const std::string& text :
       {std::string("x' OR 1=1--"), std::string("%"), std::string("_"), std::string("'; DROP TABLE keys; --"),
        std::string("\0", 1), issued.text + std::string("\0", 1), std::string(1'000'000, 'x'),
        std::string()}) {
    CHECK_FALSE(keys.holder(text));
    CHECK_THAT(refusal(keys->find(text)), ContainsSubstring("there is no key"));
    CHECK_FALSE(keys->revoke(text));
    CHECK_THAT(refusal(keys->create({.name = text})), ContainsSubstring("is no name for a key"));
  }
  CHECK(keys.holder(issued.text));
  CHECK(keys->list()->size() == 1);
}

TEST_CASE("KEY-05 a key that was revoked stays so") {
  OpenedKeys keys;
  const auto issued = keys.create({.name = "a"});
  const auto rotated = keys->rotate("a", 1h);
  REQUIRE(rotated);
  REQUIRE(keys->still_good(issued.key.id, 1));
  CHECK(*keys->still_good(issued.key.id, 1));
  const auto other = keys.open_another("");
  REQUIRE(other);
  const auto revoked = (*other)->revoke(issued.key.id);
  REQUIRE(revoked);
  for (int i = 0; i < 2; ++i) {
    CHECK_FALSE(keys.holder(issued.text));
    CHECK_FALSE(keys.holder(rotated->text));
    CHECK_FALSE(*keys->still_good(issued.key.id, 1));
    CHECK_FALSE(*keys->still_good(issued.key.id, 2));
    CHECK_THAT(refusal(keys->rotate(issued.key.id, 0s)), ContainsSubstring("was revoked"));
    CHECK(keys->revoke("a")->revoked == revoked->revoked);
    keys.open();
  }
  CHECK(keys->list()->at(0).revoked == revoked->revoked);
  // Nothing is left that could let anybody in.
  auto connection = Connection::open(keys.path(), std::chrono::steady_clock::now() + 1s);
  REQUIRE(connection);
  CHECK((*connection)->run("SELECT 1 FROM key_secrets")->empty());
  const auto second = keys.create({.name = "a"});
  CHECK(keys->find("a")->id == second.key.id);
  CHECK(keys->find(issued.key.id)->revoked == revoked->revoked);
}

TEST_CASE("KEY-05 a key that lost its secrets only in part is none") {
  OpenedKeys keys;
  const auto issued = keys.create({.name = "a"});
  auto connection = Connection::open(keys.path(), std::chrono::steady_clock::now() + 1s);
  REQUIRE((*connection)->run("UPDATE keys SET revoked = 1"));
  CHECK_FALSE(keys.holder(issued.text));
  CHECK_FALSE(*keys->still_good(issued.key.id, 1));
}

TEST_CASE("KEY-06 a key holds from its first moment to its last") {
  OpenedKeys keys;
  const Moment now = keys->now();
  const auto issued =
      keys.create({.name = "a", .scopes = {"x", "y"}, .not_before = now + 1000, .expires = now + 5000});
  CHECK_FALSE(keys.holder(issued.text));
  time_passed += 999ms;
  CHECK_FALSE(keys.holder(issued.text));
  time_passed += 1ms;
  const auto holder = keys.holder(issued.text);
  REQUIRE(holder);
  CHECK(holder->id == issued.key.id);
  CHECK(holder->name == "a");
  CHECK(holder->scopes == std::vector<std::string>{"x", "y"});
  CHECK(holder->expires == now + 5000);
  time_passed += 3999ms;
  CHECK(keys.holder(issued.text));
  CHECK(*keys->still_good(issued.key.id, 1));
  time_passed += 1ms;
  CHECK_FALSE(keys.holder(issued.text));
  CHECK_FALSE(*keys->still_good(issued.key.id, 1));
  CHECK_THAT(refusal(keys->rotate("a", 0s)), ContainsSubstring("expired"));
  CHECK_THAT(refusal(keys->create({.name = "b", .expires = keys->now()})),
             ContainsSubstring("would have expired"));
}

TEST_CASE("KEY-06 a wall clock that is set gives no key more time") {
  OpenedKeys keys;
  const auto issued = keys.create({.name = "a", .expires = keys->now() + 10'000});
  wall_shows -= 24h;
  CHECK(keys.holder(issued.text));
  time_passed += 11s;
  CHECK_FALSE(keys.holder(issued.text));
  REQUIRE(keys->note({}));
  keys.open();
  CHECK_FALSE(keys.holder(issued.text));
  wall_shows += 24h;
}

TEST_CASE("a new secret takes the place of the old one, at once or after the grace time") {
  OpenedKeys keys;
  const auto first = keys.create({.name = "a", .scopes = {"x"}});
  const auto second = keys->rotate("a", 0s);
  REQUIRE(second);
  CHECK(second->key.id == first.key.id);
  CHECK_FALSE(keys.holder(first.text));
  CHECK_FALSE(*keys->still_good(first.key.id, 1));
  CHECK(*keys->still_good(first.key.id, 2));
  const auto third = keys->rotate(first.key.id, 10s);
  REQUIRE(third);
  for (const std::string& text : {second->text, third->text}) {
    const auto holder = keys.holder(text);
    REQUIRE(holder);
    CHECK(holder->id == first.key.id);
    CHECK(holder->scopes == std::vector<std::string>{"x"});
  }
  // A longer grace time does not prolong what ends already.
  const auto fourth = keys->rotate("a", 1h);
  REQUIRE(fourth);
  time_passed += 10s;
  CHECK_FALSE(keys.holder(second->text));
  CHECK(keys.holder(third->text));
  CHECK(keys.holder(fourth->text));
  CHECK(keys.holder(fourth->text)->expires == kNever);
}

TEST_CASE("names are those of one living key each") {
  OpenedKeys keys;
  keys.create({.name = "a"});
  CHECK_THAT(refusal(keys->create({.name = "a"})), ContainsSubstring("there is a key `a` already"));
  for (const char* name : {"", "-a", ".a", "a b", "a\n", "\xc3\xa9", "a'b"})
    CHECK_THAT(refusal(keys->create({.name = name})), ContainsSubstring("is no name for a key"));
  CHECK_THAT(refusal(keys->create({.name = std::string(65, 'a')})),
             ContainsSubstring("is no name for a key"));
  keys.create({.name = std::string(64, 'a')});
  keys.create({.name = "ci-bot_2@build.example"});
}

TEST_CASE("keys made elsewhere are taken in as a whole") {
  OpenedKeys keys;
  const auto foreign = [](const char* name, const std::string& text) {
    ForeignKey key;
    key.name = name;
    key.text = text;
    key.line = 7;
    return key;
  };
  CHECK_THAT(refusal(keys->import({foreign("a", kForeign), foreign("b", "too-short")})),
             ContainsSubstring("line 7: a key has 22 to 256"));
  CHECK_THAT(refusal(keys->import({foreign("a", kForeign), foreign("b", kForeign)})),
             ContainsSubstring("the key is there already"));
  CHECK(keys->list()->empty());
  CHECK_FALSE(keys.holder(kForeign));
  REQUIRE(keys->import({foreign("a", kForeign), foreign("b", std::string(256, '~'))}));
  CHECK(keys.holder(kForeign)->name == "a");
  CHECK(keys.holder(std::string(256, '~'))->name == "b");
}

TEST_CASE("there is a first key only where there has never been one") {
  OpenedKeys keys;
  const auto first = keys->create_first({.name = "first", .scopes = {"x"}});
  REQUIRE((first && *first));
  CHECK(keys.holder((*first)->text)->scopes == std::vector<std::string>{"x"});
  REQUIRE(keys->revoke("first"));
  const auto again = keys->create_first({.name = "first"});
  REQUIRE(again);
  CHECK_FALSE(*again);
}

TEST_CASE("STORE-14 without random numbers no key is made, and no file without a secret of its own") {
  tst::ScratchFolder folder;
  static bool works = false;
  const auto open = [&] {
    return KeyStore::open(
        {.database = {.file = {folder.path("keys.db"), 1 << 30}},
         .random = [](std::span<unsigned char> out) { return works && mcp::system_random(out); }});
  };
  CHECK(open().error().code == Error::Code::unavailable);
  works = true;
  const auto store = open();
  REQUIRE(store);
  works = false;
  CHECK((*store)->create({.name = "a"}).error().code == Error::Code::unavailable);
  CHECK((*store)->list()->empty());
}
