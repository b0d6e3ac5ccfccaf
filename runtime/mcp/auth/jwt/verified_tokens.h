#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <mcp/core/principal.h>
#include <mcp/core/sha256.h>

namespace mcp::auth {

/// Since 1970, as tokens count.
using Seconds = std::chrono::duration<double>;

/// Whom a token stands for, and from when until when that was found true.
struct Verified {
  Principal principal{};
  Seconds from{};
  Seconds until{};
};

/// Tokens that were checked already, by their SHA-256: of the token nothing is kept but what its principal
/// was let in by. Bounded; the one that was not used for longest goes first. For any thread.
class VerifiedTokens {
 public:
  using Digest = Sha256;

  explicit VerifiedTokens(std::size_t most) : most_(most) {}

  /// Null when the token is not known, or not good at this time.
  std::shared_ptr<const Verified> find(const Digest& token, Seconds now);
  void keep(const Digest& token, Verified verified);
  void forget(const Digest& token);

 private:
  struct Entry {
    Digest token;
    std::shared_ptr<const Verified> verified;
  };

  const std::size_t most_;
  std::mutex mutex_;
  std::list<Entry> by_use_;  ///< the last used one first
  std::unordered_map<Digest, std::list<Entry>::iterator, Sha256Hash> by_token_;
};

}  // namespace mcp::auth
