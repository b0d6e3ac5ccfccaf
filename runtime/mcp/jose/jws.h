#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/result.h>
#include <mcp/jose/algorithm.h>

namespace mcp::jose {

/// A signed token taken apart. Nothing that stands in it counts before its signature has been checked.
struct Jws {
  Algorithm algorithm{};
  std::optional<std::string> kid{};
  std::string type{};              ///< `typ`; "" when there is none
  std::string_view signed_text{};  ///< part of the token
  std::string payload{};           ///< bytes
  std::string signature{};         ///< bytes
};

inline constexpr std::size_t kMostTokenBytes = 8 * 1024;
inline constexpr std::size_t kMostKidBytes = 256;

/// Reads the compact form of RFC 7515. Keys and addresses in the header mean nothing; what would change the
/// meaning of the rest is refused. The error says why, in words that repeat nothing of the token.
Result<Jws> read_jws(std::string_view token);

}  // namespace mcp::jose
