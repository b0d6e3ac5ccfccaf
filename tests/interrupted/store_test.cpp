// A database whose file is read and written by calls that are interrupted or cut short.

#include <cstddef>
#include <string>

#include "../sqlite/raw_database.h"
#include "../sqlite/store_files.h"
#include "interrupted_calls.h"
#include "scratch_folder.h"
#include "store_contract.h"

namespace interrupted {
namespace {

using namespace std::chrono_literals;

std::string key(int number) { return "k" + std::to_string(number); }
std::string value(int number) {
  return std::string(static_cast<std::size_t>(number) * 997, static_cast<char>('a' + number % 26));
}

}  // namespace

TEST_CASE(
    "STORE-15 a database keeps what it was told, however often its calls are interrupted or cut short") {
  constexpr int kMany = 60;
  const tst::ScratchFolder folder;
  const std::string path = folder.path("state.db");
  {
    const InterruptedCalls calls(InterruptedCalls::Of::this_thread);
    auto store = tst::open_store(path);
    store_contract::keeps_values(*store);
    store_contract::keys_and_values_are_bytes(*store);
    for (int i = 0; i < kMany; ++i) REQUIRE(store->put(key(i), value(i), 1h));
    REQUIRE(store->put_in_family("f", "member", "1", 1h));
    store = tst::open_store(path);
    for (int i = 0; i < kMany; ++i) REQUIRE(store_contract::holds(*store, key(i), value(i)));
    REQUIRE(store->revoke_family("f", 1h));
    for (const Call call : {Call::pread, Call::pwrite}) {
      CHECK(calls.happened(call, Fault::interrupted));
      CHECK(calls.happened(call, Fault::cut));
    }
  }
  const auto store = tst::open_store(path);
  for (int i = 0; i < kMany; ++i) CHECK(store_contract::holds(*store, key(i), value(i)));
  CHECK(store_contract::lacks(*store, "member"));
  CHECK(tst::RawDatabase(path).run("PRAGMA integrity_check") == "ok");
}

}  // namespace interrupted
