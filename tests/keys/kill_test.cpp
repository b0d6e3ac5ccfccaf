#include <chrono>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "catch.h"
#include "child.h"
#include "key_files.h"
#include "raw_database.h"
#include "scratch_folder.h"

using namespace std::chrono_literals;

namespace {

struct Told {
  std::vector<std::string> secrets{};
  bool revoked = false;
};

/// What a child said it has done, by the name of the key.
std::map<std::string, Told> read_report(const std::string& report, std::string& last) {
  std::map<std::string, Told> keys;
  std::istringstream lines(report.substr(0, report.rfind('\n') + 1));
  for (std::string what, secret; lines >> what >> last >> secret;) {
    Told& key = keys[last];
    if (what == "revoked") {
      key.revoked = true;
    } else {
      key.secrets.push_back(secret);
    }
  }
  return keys;
}

/// How many keys were made by children that were killed so often, all of which were found as told.
std::size_t kill(int times) {
  tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  tst::open_keys(path).reset();
  std::mt19937 random(11);
  std::size_t made = 0;
  std::string gone;
  for (int killed = 0; killed < times; ++killed) {
    tst::Child child({path, "storm", "k" + std::to_string(killed) + "-"});
    child.output(1 + random() % 12);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 5000));
    child.kill();
    std::string last;
    const auto report = read_report(child.output(), last);
    made += report.size();

    const auto begun = std::chrono::steady_clock::now();
    const auto store = tst::open_keys(path);
    REQUIRE(std::chrono::steady_clock::now() - begun < 10s);
    for (const auto& [name, key] : report) {
      CAPTURE(name, key.secrets.size(), key.revoked);
      for (const std::string& secret : key.secrets) {
        const bool newest = secret == key.secrets.back();
        // Of the last key more may have been done than was said.
        if (key.revoked || !newest) REQUIRE_FALSE(tst::lets_in(*store, secret));
        if (!key.revoked && newest && name != last) REQUIRE(tst::lets_in(*store, secret));
      }
      if (key.revoked) gone = key.secrets.back();
    }
    if (!gone.empty()) REQUIRE_FALSE(tst::lets_in(*store, gone));
    REQUIRE(tst::RawDatabase(path).run("PRAGMA integrity_check") == "ok");
  }
  return made;
}

}  // namespace

TEST_CASE("STORE-01 no revocation that was acknowledged is lost when a server is killed") {
  CHECK(kill(20) > 20);
}

TEST_CASE("STORE-01 nor in a thousand times", "[.][slow]") { CHECK(kill(1000) > 1000); }
