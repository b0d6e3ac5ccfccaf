#include "digest.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <mcp/jose/freed_by.h>

namespace mcp::jose {

std::optional<std::array<std::uint8_t, 32>> sha256(std::string_view bytes) {
  // The library would look it up by its name each time.
  static const Owned<EVP_MD, EVP_MD_free> kSha256(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  std::array<std::uint8_t, 32> digest{};
  if (kSha256 != nullptr &&
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, kSha256.get(), nullptr) == 1)
    return digest;
  ERR_clear_error();
  return {};
}

}  // namespace mcp::jose
