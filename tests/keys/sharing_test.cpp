#include <memory>
#include <string>
#include <vector>

#include <mcp/auth/api_key/api_key.h>

#include "catch.h"
#include "child.h"
#include "key_files.h"
#include "scratch_folder.h"

TEST_CASE("KEY-05 STORE-16 a key revoked by another process is refused at the very next request") {
  tst::ScratchFolder folder;
  const std::string path = folder.path("keys.db");
  const auto store = tst::open_keys(path);
  for (int round = 0; round < 10; ++round) {
    const std::string name = "k" + std::to_string(round);
    const auto issued = store->create({.name = name});
    REQUIRE(issued);
    REQUIRE(tst::lets_in(*store, issued->text));
    tst::Child other({path, "revoke", name});
    REQUIRE_THAT(other.output(1), tst::ContainsSubstring("revoked"));
    // It still runs, perhaps: what it said is what counts.
    REQUIRE_FALSE(tst::lets_in(*store, issued->text));
    REQUIRE_FALSE(*store->still_good(issued->key.id, 1));
  }
}

TEST_CASE("of servers that start together on a new database one shows the first key") {
  for (int round = 0; round < 5; ++round) {
    tst::ScratchFolder folder;
    const std::string path = folder.path("keys.db");
    std::vector<std::unique_ptr<tst::Child>> servers;
    for (int i = 0; i < 6; ++i)
      servers.push_back(std::make_unique<tst::Child>(std::vector<std::string>{path, "load"}));
    int shown = 0;
    for (const auto& server : servers) {
      const std::string& said = server->output();
      CHECK_THAT(said, tst::ContainsSubstring("loaded\n"));
      if (said.find("The first API key") != std::string::npos) ++shown;
    }
    CHECK(shown == 1);
    CHECK(tst::open_keys(path)->list()->size() == 1);
  }
}
