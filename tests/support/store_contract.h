#pragma once

#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <mcp/core/store.h>

#include "catch.h"

// What every store promises. A store's test opens an empty one and calls each function from a TEST_CASE.
namespace store_contract {

using namespace std::chrono_literals;
inline constexpr std::chrono::milliseconds kForever{0};

inline bool holds(mcp::Store& store, std::string_view key, std::string_view value) {
  const auto got = store.get(key);
  return got && *got && **got == value;
}

inline bool lacks(mcp::Store& store, std::string_view key) {
  const auto got = store.get(key);
  return got && !*got;
}

inline void keeps_values(mcp::Store& store) {
  CHECK(lacks(store, "k"));
  CHECK(store.put("k", "1", kForever));
  CHECK(holds(store, "k", "1"));
  CHECK(store.put("k", "2", 1h));
  CHECK(holds(store, "k", "2"));
  CHECK(store.erase("k"));
  CHECK(lacks(store, "k"));
  CHECK(store.erase("k"));
}

inline void keys_and_values_are_bytes(mcp::Store& store) {
  using namespace std::string_literals;
  const std::string every = [] {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    return bytes;
  }();
  CHECK(store.put(every, every, kForever));
  CHECK(holds(store, every, every));
  CHECK(store.put("a\0b"s, "1", kForever));
  CHECK(store.put("a\0c"s, "2", kForever));
  CHECK(store.put("a", "", kForever));
  CHECK(holds(store, "a\0b"s, "1"));
  CHECK(holds(store, "a\0c"s, "2"));
  CHECK(holds(store, "a", ""));
  for (const char* odd : {"*", "a?", "[a]", "a b", "a\r\nb", "%s", "'; --", ""}) {
    CHECK(lacks(store, odd));
    CHECK(store.put(odd, odd, kForever));
    CHECK(holds(store, odd, odd));
  }
}

inline void values_expire(mcp::Store& store) {
  CHECK(store.put("brief", "1", 200ms));
  CHECK(store.put("longer", "1", 200ms));
  CHECK(store.put("longer", "2", 1h));
  CHECK(store.put("kept", "1", 200ms));
  CHECK(store.put("kept", "2", kForever));
  CHECK(store.put("negative", "1", -5ms));
  CHECK(store.put("huge", "1", std::chrono::milliseconds::max()));
  CHECK(store.put_if_absent("claimed", "1", 200ms));
  CHECK(store.put_in_family("f", "member", "1", 200ms));
  CHECK(holds(store, "brief", "1"));
  CHECK(holds(store, "member", "1"));
  std::this_thread::sleep_for(300ms);
  CHECK(lacks(store, "brief"));
  CHECK(lacks(store, "member"));
  CHECK(holds(store, "longer", "2"));
  CHECK(holds(store, "kept", "2"));
  CHECK(holds(store, "negative", "1"));
  CHECK(holds(store, "huge", "1"));

  const auto consumed = store.consume_once("brief");
  CHECK((consumed && !*consumed));
  const auto claimed = store.put_if_absent("claimed", "2", kForever);
  CHECK((claimed && *claimed));
  CHECK(holds(store, "claimed", "2"));
}

/// Runs `attempt` on many threads at once and returns how often it was true.
template <typename Attempt>
int winners(Attempt attempt) {
  constexpr int kThreads = 8;
  std::latch ready(kThreads);
  std::atomic<int> won = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        ready.arrive_and_wait();
        if (attempt()) ++won;
      });
    }
  }
  return won;
}

inline void only_one_puts_if_absent(mcp::Store& store) {
  CHECK(store.put("there", "1", kForever));
  const auto refused = store.put_if_absent("there", "2", kForever);
  CHECK((refused && !*refused));
  CHECK(holds(store, "there", "1"));
  for (int round = 0; round < 50; ++round) {
    const std::string key = "absent" + std::to_string(round);
    CHECK(winners([&] {
            const auto put = store.put_if_absent(key, "v", kForever);
            return put && *put;
          }) == 1);
  }
}

inline void only_one_consumes(mcp::Store& store) {
  const auto absent = store.consume_once("nothing");
  CHECK((absent && !*absent));
  for (int round = 0; round < 50; ++round) {
    const std::string key = "once" + std::to_string(round);
    REQUIRE(store.put(key, "v", kForever));
    CHECK(winners([&] {
            const auto taken = store.consume_once(key);
            return taken && *taken && **taken == "v";
          }) == 1);
    CHECK(lacks(store, key));
  }
}

inline void families_are_revoked_as_a_whole(mcp::Store& store) {
  CHECK(store.put_in_family("f", "f1", "1", kForever));
  CHECK(store.put_in_family("f", "f2", "2", 1h));
  CHECK(store.put_in_family("other", "o1", "3", kForever));
  CHECK(store.put("alone", "4", kForever));
  CHECK(holds(store, "f1", "1"));
  CHECK(store.consume_once("f2"));

  CHECK(store.revoke_family("f", kForever));
  CHECK(lacks(store, "f1"));
  CHECK(holds(store, "o1", "3"));
  CHECK(holds(store, "alone", "4"));
  CHECK_FALSE(store.put_in_family("f", "f3", "5", kForever));
  CHECK(lacks(store, "f3"));
  CHECK(store.revoke_family("f", kForever));

  CHECK(store.revoke_family("never seen", 1h));
  CHECK_FALSE(store.put_in_family("never seen", "n1", "6", kForever));
}

inline void revocation_wins_against_writers(mcp::Store& store) {
  for (int round = 0; round < 20; ++round) {
    const std::string family = "family" + std::to_string(round);
    {
      std::vector<std::jthread> threads;
      for (int writer = 0; writer < 4; ++writer) {
        threads.emplace_back([&, writer] {
          for (int i = 0; i < 20; ++i) {
            const std::string key = family + "/" + std::to_string(writer) + "/" + std::to_string(i);
            (void)store.put_in_family(family, key, "v", kForever);
          }
        });
      }
      threads.emplace_back([&] { (void)store.revoke_family(family, 1h); });
    }
    for (int writer = 0; writer < 4; ++writer) {
      for (int i = 0; i < 20; ++i) {
        CHECK(lacks(store, family + "/" + std::to_string(writer) + "/" + std::to_string(i)));
      }
    }
  }
}

/// What a subscriber has heard, waited for a while where it travels through another process.
class Heard {
 public:
  std::function<void(std::string_view)> receiver() {
    return [this](std::string_view message) {
      const std::lock_guard lock(mutex_);
      text_ += message;
    };
  }
  bool becomes(std::string_view text) const {
    for (int waited = 0; waited < 200; ++waited) {
      if (this->text() == text) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

inline void messages_reach_every_subscriber(mcp::Store& store) {
  Heard first;
  Heard second;
  Heard elsewhere;
  auto first_token = store.subscribe("news", first.receiver());
  auto second_token = store.subscribe("news", second.receiver());
  auto elsewhere_token = store.subscribe("news2", elsewhere.receiver());
  REQUIRE((first_token && second_token && elsewhere_token));
  CHECK(store.publish("news", "a"));
  CHECK(first.becomes("a"));
  CHECK(second.becomes("a"));

  first_token->reset();
  CHECK(store.publish("news", "b"));
  CHECK(second.becomes("ab"));
  CHECK(first.text() == "a");
  CHECK(elsewhere.text().empty());
  CHECK(store.publish("nobody listens", "c"));
}

inline void a_subscriber_may_use_the_store(mcp::Store& store) {
  Heard heard;
  const auto token = store.subscribe("channel", [&](std::string_view message) {
    (void)store.put("seen", message, kForever);
    heard.receiver()(message);
  });
  REQUIRE(token);
  CHECK(store.publish("channel", "m"));
  CHECK(heard.becomes("m"));
  CHECK(holds(store, "seen", "m"));
}

}  // namespace store_contract
