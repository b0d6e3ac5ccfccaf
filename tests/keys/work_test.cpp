// What is done about a key, counted: the same whatever is wrong with it. These functions stand in front of
// the crypto library's own.

#include <atomic>
#include <chrono>
#include <thread>

#include <dlfcn.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include "catch.h"
#include "key_files.h"
#include "scratch_folder.h"

namespace {

struct Work {
  int hashes = 0;
  int compares = 0;
  friend bool operator==(const Work&, const Work&) = default;
};

std::atomic<int> hashes = 0;
std::atomic<int> compares = 0;

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int CRYPTO_memcmp(const void* a, const void* b, std::size_t size) {
  static const auto real = next<decltype(&CRYPTO_memcmp)>("CRYPTO_memcmp");
  if (size == 32) ++compares;
  return real(a, b, size);
}

extern "C" unsigned char* HMAC(const EVP_MD* hash, const void* key, int key_size, const unsigned char* data,
                               std::size_t size, unsigned char* made, unsigned int* made_size) {
  static const auto real = next<decltype(&HMAC)>("HMAC");
  ++hashes;
  return real(hash, key, key_size, data, size, made, made_size);
}

TEST_CASE("KEY-02 whatever is wrong with a key, it is hashed once, and compared once in constant time") {
  tst::ScratchFolder folder;
  const auto store = tst::open_keys(folder.path("keys.db"));
  const auto make = [&](mcp::auth::keys::NewKey wanted) {
    const auto issued = store->create(wanted);
    REQUIRE(issued);
    return issued->text;
  };
  const std::string good = make({.name = "good"});
  const std::string revoked = make({.name = "revoked"});
  REQUIRE(store->revoke("revoked"));
  const std::string early = make({.name = "early", .not_before = store->now() + 3'600'000});
  const auto end = store->now() + 2000;
  const std::string brief = make({.name = "brief", .expires = end});
  while (store->now() <= end) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const std::string unknown = "mcp_" + std::string(11, 'x') + good.substr(15);
  const std::string wrong = good.substr(0, good.size() - 1) + (good.back() == 'x' ? 'y' : 'x');
  for (const std::string& text :
       {good, unknown, wrong, revoked, early, brief, std::string("x"), std::string(256, 'x')}) {
    CAPTURE(text.size());
    hashes = compares = 0;
    const auto holder = store->holder_of(text, mcp::auth::keys::KeyStore::Waiting::bounded);
    REQUIRE(holder);
    CHECK(holder->has_value() == (text == good));
    CHECK(Work{hashes, compares} == Work{1, 1});
  }
}
