#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <mcp/core/result.h>

// The one place of API keys that calls the crypto library.

namespace mcp::auth::keys {

inline constexpr std::size_t kMacBytes = 32;
using Mac = std::array<unsigned char, kMacBytes>;

/// Makes of a key what is stored of it: its HMAC-SHA-256. The secret of a file's own keeps others from
/// choosing keys by where their MACs stand in the file.
class KeyHash {
 public:
  /// `pepper` is the operator's, "" for none: then the file alone is enough to recognise keys.
  static Result<KeyHash> make(std::string_view secret, std::string_view pepper);
  KeyHash(const KeyHash&) = default;
  KeyHash& operator=(const KeyHash&) = default;
  ~KeyHash();

  Result<Mac> of(std::string_view text) const;

 private:
  explicit KeyHash(const Mac& secret) : secret_(secret) {}

  Mac secret_;
};

/// Takes as long wherever the two differ.
bool is_same(const Mac& mac, std::string_view stored);

std::string_view bytes_of(const Mac& mac);
/// What a MAC is found by.
std::int64_t tag_of(const Mac& mac);

}  // namespace mcp::auth::keys
