#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>

#include <mcp/auth/api_key/key_store.h>

namespace mcp::auth::keys {

/// Remembers when keys were used, and writes it down now and then, all of them at once, in a thread of its
/// own: whoever asks who calls never waits for it.
class LastUses {
 public:
  LastUses(KeyStore& store, std::chrono::milliseconds pause) : store_(store), pause_(pause) {}
  LastUses(const LastUses&) = delete;
  LastUses& operator=(const LastUses&) = delete;
  /// Writes what is left.
  ~LastUses();

  void note(std::string_view id, Moment now);

 private:
  void run();
  void write(const KeyStore::Uses& uses) noexcept;

  KeyStore& store_;
  const std::chrono::milliseconds pause_;
  std::mutex mutex_{};
  std::condition_variable woken_{};
  bool ending_ = false;
  KeyStore::Uses uses_{};
  std::thread thread_{};
};

}  // namespace mcp::auth::keys
