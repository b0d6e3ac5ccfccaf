#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "catch.h"
#include "child.h"
#include "raw_database.h"
#include "scratch_folder.h"
#include "store_contract.h"
#include "store_files.h"

using store_contract::lacks;
using namespace std::chrono_literals;

namespace {

struct Done {
  bool put = false;
  bool consumed = false;
  bool revoked = false;
};

/// What a child said it has done, by the name of the round.
std::map<std::string, Done> read_report(const std::string& report, std::string& last) {
  std::map<std::string, Done> rounds;
  std::istringstream lines(report);
  for (std::string what; lines >> what >> last;) {
    Done& round = rounds[last];
    (what == "put" ? round.put : what == "consumed" ? round.consumed : round.revoked) = true;
  }
  return rounds;
}

}  // namespace

TEST_CASE("STORE-01 a server that is killed at any time loses nothing that it acknowledged") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  tst::open_store(path).reset();
  std::mt19937 random(11);
  std::size_t rounds = 0;
  for (int killed = 0; killed < 25; ++killed) {
    const std::string prefix = std::to_string(killed) + "/";
    tst::Child child({path, "storm", prefix});
    child.output(1 + random() % 30);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 5000));
    child.kill();
    std::string last;
    const auto report = read_report(child.output(), last);
    rounds += report.size();

    const auto store = tst::open_store(path);
    for (const auto& [name, done] : report) {
      CAPTURE(name, done.put, done.consumed, done.revoked);
      REQUIRE(done.put);
      const bool gone = done.consumed || done.revoked;
      // Of the last round more may have been done than was said.
      if (name != last || gone) REQUIRE(lacks(*store, name) == gone);
      if (done.consumed) {
        const auto again = store->consume_once(name);
        REQUIRE((again && !*again));
      }
      if (name != last || done.revoked) {
        REQUIRE(store->put_in_family(name, "probe", "", 1h).has_value() != done.revoked);
      }
    }
    REQUIRE(tst::RawDatabase(path).run("PRAGMA integrity_check") == "ok");
  }
  CHECK(rounds > 100);
}
