#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// The one place that calls the crypto library. Nothing here fails for what a client can send, but for
// decrypt(), which tells nothing of why.

namespace mcp::sealer {

/// Bytes that are wiped when they are no longer needed.
template <std::size_t Size>
class SecretBytes {
 public:
  SecretBytes() = default;
  SecretBytes(const SecretBytes&) = default;
  SecretBytes& operator=(const SecretBytes&) = default;
  ~SecretBytes();

  std::span<unsigned char> bytes() { return bytes_; }
  std::span<const unsigned char> bytes() const { return bytes_; }

 private:
  std::array<unsigned char, Size> bytes_{};
};

using Key = SecretBytes<32>;
extern template class SecretBytes<32>;

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

/// HKDF with SHA-256, of RFC 5869. False when the library fails.
bool derive(std::string_view secret, std::string_view salt, std::string_view purpose,
            std::span<unsigned char> out);

/// AES-256-GCM: the encrypted text and its tag. `context` is not kept, but has to be the same to decrypt.
/// Nothing when the library fails.
std::optional<std::string> encrypt(const Key& key, std::string_view nonce, std::string_view context,
                                   std::string_view text);
/// Nothing when any of it is not what was encrypted.
std::optional<std::string> decrypt(const Key& key, std::string_view nonce, std::string_view context,
                                   std::string_view encrypted);

}  // namespace mcp::sealer
