#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/result.h>
#include <mcp/jose/algorithm.h>
#include <mcp/jose/key.h>

namespace mcp::jose {

/// A key and what its owner says of it.
struct Jwk {
  Key key;
  std::optional<std::string> kid{};
  std::optional<Algorithm> algorithm{};
};

struct Jwks {
  std::vector<Jwk> keys{};
  std::vector<std::string> left_out{};  ///< a sentence for each key that is of no use here
  bool is_set = false;                  ///< it was a list with something in it
};

inline constexpr std::size_t kMostJwksBytes = 256 * 1024;
inline constexpr std::size_t kMostKeys = 64;
/// Of RSA with 4096 bits; of smaller ones there may be more, of larger ones fewer.
inline constexpr std::size_t kMostLargeKeys = 16;

/// Reads a JSON Web Key Set, or one key alone. An error where it is neither. Of a set, keys of the same name
/// are left out, unless they are the same key, and what would take long to check.
Result<Jwks> read_jwks(std::string_view text);

}  // namespace mcp::jose
