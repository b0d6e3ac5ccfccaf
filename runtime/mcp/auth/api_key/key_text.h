#pragma once

#include <string>
#include <string_view>

#include <mcp/core/random.h>
#include <mcp/core/result.h>

// What is sent: `<prefix>_<id>_<secret>`, in letters and digits, so that a double click selects all of it.

namespace mcp::auth::keys {

inline constexpr std::size_t kLeastKeyBytes = 22;  ///< 128 bits, where each character is worth 6
inline constexpr std::size_t kMostKeyBytes = 256;

/// 1 to 16 lower-case letters and digits.
bool is_prefix(std::string_view text);

/// Whether a key that was made elsewhere may be this one: long enough to be a secret, and fit for a header.
bool can_be_key(std::string_view text);

/// The id in a text that has the form of our keys, whoever wrote it; "" in any other.
std::string_view id_in(std::string_view text, std::string_view prefix);

/// 65 random bits.
Result<std::string> make_id(RandomSource source);
/// With a secret of 256 random bits.
Result<std::string> make_key_text(std::string_view prefix, std::string_view id, RandomSource source);

}  // namespace mcp::auth::keys
