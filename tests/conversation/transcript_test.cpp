#include "transcript.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "bench.h"
#include "catch.h"

using namespace conversation;

TEST_CASE("conversations go as they are written down") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(MCPGEN_TRANSCRIPTS))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 10);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    Bench bench;
    CHECK(play(file, bench.engine) == "");
  }
}
