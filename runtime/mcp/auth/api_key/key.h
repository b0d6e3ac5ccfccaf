#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/store/sqlite/store_clock.h>

namespace mcp::auth::keys {

/// Milliseconds since 1970; 0: it did not happen; kNever: it never will.
using Moment = std::int64_t;
using store::sqlite::kNever;

/// What is to become a key.
struct NewKey {
  std::string name{};
  std::vector<std::string> scopes{};
  Moment not_before = 0;
  Moment expires = kNever;
};

/// A key as its operator sees it: nothing of this is secret.
struct Key : NewKey {
  std::string id{};
  Moment created = 0;
  Moment last_used = 0;
  Moment revoked = 0;
};

/// The one time that a key can be read.
struct IssuedKey {
  Key key{};
  std::string text{};
};

/// A key that was made elsewhere.
struct ForeignKey : NewKey {
  std::string text{};
  std::size_t line = 0;  ///< where it was written
};

/// Who brought a key.
struct Holder {
  std::string id{};
  std::string name{};
  std::vector<std::string> scopes{};
  Moment expires = kNever;
  std::int64_t secret = 0;  ///< the how many-th secret of the key was used
};

/// 1 to 64 letters, digits and `. _ - @`, a letter or digit first.
bool is_key_name(std::string_view text);

/// As RFC 3339 has it.
std::string moment_text(Moment moment);

std::string joined(const std::vector<std::string>& scopes);
std::vector<std::string> split(std::string_view scopes);

}  // namespace mcp::auth::keys
