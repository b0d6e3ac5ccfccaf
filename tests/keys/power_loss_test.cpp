#include "power_loss.h"

#include <chrono>
#include <random>
#include <set>

#include "catch.h"
#include "key_files.h"
#include "scratch_folder.h"
#include "store_files.h"

using mcp::auth::keys::KeyStore;
using namespace std::chrono_literals;

namespace {

/// Which secrets let in, after so many calls.
using Good = std::set<std::string>;

bool is_as(KeyStore& store, const std::vector<std::string>& secrets, const Good& good) {
  for (const std::string& secret : secrets) {
    if (tst::lets_in(store, secret) != good.contains(secret)) return false;
  }
  return true;
}

/// After each thing done to the disk the power is lost in so many ways; how often that was, all told.
int lose_power(int ways) {
  tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  tst::FaultyDisk disk;
  tst::open_keys(path).reset();
  tst::PowerLoss power_loss;
  power_loss.add_file(path, tst::read_file(path));

  std::vector<std::string> secrets;
  std::vector<Good> good(1);
  const auto acknowledged = [&](Good now) {
    good.push_back(std::move(now));
    disk.events.push_back({tst::DiskEvent::Kind::acknowledged});
  };
  disk.recording = true;
  auto store = tst::open_keys(path);
  for (int round = 0; round < 8; ++round) {
    // What is in the log moves to the database when the last connection closes.
    if (round == 4) store.reset(), store = tst::open_keys(path);
    const std::string name = "k" + std::to_string(round);
    Good now = good.back();
    auto made = store->create({.name = name});
    REQUIRE(made);
    secrets.push_back(made->text);
    now.insert(made->text);
    acknowledged(now);
    auto rotated = store->rotate(name, 0s);
    REQUIRE(rotated);
    secrets.push_back(rotated->text);
    now.erase(made->text);
    now.insert(rotated->text);
    acknowledged(now);
    if (round % 3 == 2) continue;
    REQUIRE(store->revoke(name));
    now.erase(rotated->text);
    acknowledged(now);
  }
  store.reset();
  disk.recording = false;

  std::mt19937 random(20260728);
  std::size_t done = 0;
  int losses = 0;
  for (const tst::DiskEvent& event : disk.events) {
    power_loss.add_event(event);
    if (event.kind == tst::DiskEvent::Kind::acknowledged) ++done;
    for (int way = 0; way < ways; ++way) {
      tst::ScratchFolder after;
      for (const auto& [name, content] : power_loss.files(random))
        tst::write_file(after.path("keys.db") + name.substr(path.size()), content);
      CAPTURE(done, losses);
      const auto found = tst::open_keys(after.path("keys.db"));
      const std::size_t also_done = std::min(done + 1, good.size() - 1);
      REQUIRE((is_as(*found, secrets, good[done]) || is_as(*found, secrets, good[also_done])));
      ++losses;
    }
  }
  return losses;
}

}  // namespace

TEST_CASE("STORE-01 STORE-02 no revoked or replaced key comes back with the power") {
  CHECK(lose_power(1) > 200);
}
TEST_CASE("STORE-01 STORE-02 nor in ten thousand losses of it", "[.][slow]") {
  CHECK(lose_power(50) > 10'000);
}
