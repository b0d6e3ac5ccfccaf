#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "catch.h"
#include "output/output.h"
#include "scratch_folder.h"

using mcpgen::Change;
using mcpgen::OutputPlan;

namespace {

std::string diff(const std::string& before, const std::string& after) {
  OutputPlan plan;
  plan.changes.push_back({Change::Kind::update, "generated/a.h", mcpgen::Owner::mcpgen, before, after});
  return mcpgen::unified_diff(plan);
}

}  // namespace

TEST_CASE("a changed line is shown with three lines around it") {
  CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a/generated/a.h\n+++ b/generated/a.h\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("new and removed files stand against nothing") {
  OutputPlan plan;
  plan.changes.push_back({Change::Kind::create, "generated/n.h", mcpgen::Owner::mcpgen, "", "a\n"});
  plan.changes.push_back({Change::Kind::remove, "generated/o.h", mcpgen::Owner::mcpgen, "b\n", ""});
  plan.changes.push_back({Change::Kind::create, "src/x.cpp", mcpgen::Owner::user, "", "c\n"});
  CHECK(mcpgen::unified_diff(plan) ==
        "--- /dev/null\n+++ b/generated/n.h\n@@ -0,0 +1 @@\n+a\n"
        "--- a/generated/o.h\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n");
}

TEST_CASE("patch makes the new text out of the old one and the diff") {
  if (std::system("command -v patch > /dev/null 2>&1") != 0) SKIP("there is no patch here");
  std::mt19937 random(4);
  for (int round = 0; round < 60; ++round) {
    std::string before, after;
    for (int i = 0; i < 60; ++i) {
      const std::string line = std::to_string(random() % 8) + "\n";
      if (random() % 6 != 0) before += line;
      if (random() % 6 != 0) after += line;
    }
    if (before == after || before.empty() || after.empty()) continue;
    const tst::ScratchFolder folder;
    folder.file("generated/a.h", before).file("d", diff(before, after));
    REQUIRE(std::system(("cd " + folder.path() + " && patch -s -p1 < d").c_str()) == 0);
    std::ifstream in(folder.path("generated/a.h"));
    REQUIRE(std::string(std::istreambuf_iterator<char>(in), {}) == after);
  }
}

TEST_CASE("texts that differ everywhere are shown as replaced, soon") {
  std::string before, after;
  for (int i = 0; i < 20'000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  CHECK(diff(before, after).size() > before.size() + after.size());
}
