#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/auth/api_key/api_key.h>
#include <mcp/auth/api_key/key_store.h>

#include "catch.h"
#include "request_head.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"

namespace tst {

using mcp::Error;
using mcp::auth::ApiKey;
using mcp::auth::keys::KeyStore;
using namespace std::chrono_literals;

inline Head with_key(const std::string& key, std::string peer = "192.0.2.1") {
  return Head(Head::Fields{{"x-api-key", key}}, std::move(peer));
}

/// How far the clocks of the keys are ahead: the one by which time passes, and the one on the wall.
inline std::chrono::seconds later{};
inline std::chrono::seconds wall_jumped{};

/// An ApiKey over a new database, and the key that it made.
struct Fixture {
  Fixture() {
    later = wall_jumped = 0s;
    const auto loaded = auth.load();
    INFO((loaded ? "" : loaded.error().message));
    REQUIRE(loaded);
    said = errors.read_all();
    key = said.substr(said.find("X-API-Key: ") + 11);
    key.resize(key.find('\n'));
  }

  std::string path(const char* ending = "") const { return folder.path("keys.db") + ending; }
  ApiKey::Options options() const {
    return {.database = "sqlite:///" + path(),
            .scopes = {"read", "write"},
            .noting = 20ms,
            .clock = {.wall = [] { return std::chrono::system_clock::now() + wall_jumped; },
                      .monotonic = [] { return std::chrono::steady_clock::now() + later; }}};
  }
  std::unique_ptr<KeyStore> store() const {
    auto opened = KeyStore::open({.database = {.file = {path(), 1 << 30}}});
    REQUIRE(opened);
    return *std::move(opened);
  }
  /// "" where it lets in.
  std::string refusal(const mcp::RequestHead& head, Error::Code code = Error::Code::unauthorized) {
    const auto principal = auth.authenticate(head);
    const auto at_once = auth.recognise(head);
    REQUIRE(at_once);
    CHECK(at_once->has_value() == principal.has_value());
    if (principal) return "";
    CHECK(principal.error().code == code);
    return principal.error().message;
  }

  tst::ScratchFolder folder{};
  tst::StderrPipe errors{};
  ApiKey auth{options()};
  std::string said{};
  std::string key{};
};

inline constexpr const char* kNotValid = "a valid API key is needed, in the header X-API-Key";

}  // namespace tst
