#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include <mcp/auth/api_key/key.h>
#include <mcp/core/principal.h>
#include <mcp/core/sha256.h>
#include <mcp/store/sqlite/connection.h>

namespace mcp::auth::keys {

/// Who brought which key, in one state of the database: in any other nothing of it counts. Bounded. Of the
/// keys their SHA-256 is kept. For any thread.
class KnownKeys {
 public:
  using State = store::sqlite::FileState;

  explicit KnownKeys(std::size_t most) : most_(most) {}

  /// Null where it is not known.
  std::shared_ptr<const Principal> find(const State& state, std::string_view key, Moment now);
  /// What was read no earlier than in `state`, and is good until `until`.
  void keep(const State& state, std::string_view key, Principal principal, Moment until);

 private:
  struct Known {
    std::shared_ptr<const Principal> principal;
    Moment until = 0;
  };

  const std::size_t most_;
  std::mutex mutex_{};
  State state_{};
  std::unordered_map<Sha256, Known, Sha256Hash> known_{};
};

}  // namespace mcp::auth::keys
