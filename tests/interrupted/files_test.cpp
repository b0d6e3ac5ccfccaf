// Files that are served and written by calls that are interrupted or cut short.

#include <string>

#include <mcp/core/files/rooted_folder.h>

#include "catch.h"
#include "interrupted_calls.h"
#include "output/folder.h"
#include "scratch_folder.h"

namespace interrupted {
namespace {

std::string long_text() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i);
  return text;
}

}  // namespace

TEST_CASE("STORE-15 a file is served whole, however often its calls are interrupted or cut short") {
  const std::string text = long_text();
  tst::ScratchFolder scratch;
  scratch.file("a.txt", text);
  const auto folder = mcp::RootedFolder::open(scratch.path());
  REQUIRE(folder);
  const InterruptedCalls calls(InterruptedCalls::Of::this_thread);
  for (int i = 0; i < 20; ++i) {
    const auto bytes = folder->read("a.txt", 1 << 20);
    REQUIRE(bytes);
    CHECK((*bytes == text));
  }
  CHECK(calls.happened(Call::read, Fault::interrupted));
  CHECK(calls.happened(Call::read, Fault::cut));
}

TEST_CASE(
    "STORE-15 what is generated is written whole, however often its calls are interrupted or cut short") {
  const std::string text = long_text();
  const tst::ScratchFolder scratch;
  const auto folder = mcpgen::Folder::open(scratch.path());
  const InterruptedCalls calls(InterruptedCalls::Of::this_thread);
  for (int i = 0; i < 20; ++i) {
    const std::string name = std::to_string(i);
    CHECK(folder.create(name, text).empty());
    const auto read = folder.read(name);
    REQUIRE(read);
    CHECK((*read == text));
  }
  for (const Call call : {Call::read, Call::write}) {
    CHECK(calls.happened(call, Fault::interrupted));
    CHECK(calls.happened(call, Fault::cut));
  }
}

}  // namespace interrupted
