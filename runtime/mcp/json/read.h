#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <mcp/json/discard.h>
#include <mcp/json/json.h>

namespace mcp {

/// What a JSON text may cost before it is refused. Enforced while reading, before memory is spent.
struct JsonLimits {
  std::size_t depth = 64;
  std::size_t values = 200'000;
};

/// For text of our own side, whose memory is spent already.
inline constexpr JsonLimits kOwnText{.depth = 1000, .values = static_cast<std::size_t>(-1)};

/// Why a text was refused. `offset` is the byte at which reading stopped.
struct JsonFault {
  enum class Kind {
    syntax,    ///< not one JSON value and nothing else
    encoding,  ///< not UTF-8, or a lone surrogate
    too_deep,
    too_many,
    duplicate_key,
    number,  ///< does not fit a double
  };
  Kind kind = Kind::syntax;
  std::size_t offset = 0;
  std::string message;
};

/// What a text holds, or why it was refused. The value ends by discard(), unless it was moved elsewhere.
struct JsonOrFault : std::variant<Json, JsonFault> {
  using variant::variant;
  JsonOrFault(JsonOrFault&&) = default;
  JsonOrFault& operator=(JsonOrFault&&) = delete;
  ~JsonOrFault() {
    if (Json* const value = std::get_if<Json>(this)) discard(*value);
  }
};

/// The one reader of JSON that comes from outside: exactly one value, strict RFC 8259, valid UTF-8,
/// no duplicate keys. Integers that fit 64 bits stay integers; `1e400` is refused.
JsonOrFault read_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace mcp
