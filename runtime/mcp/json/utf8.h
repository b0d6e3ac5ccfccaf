#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mcp {

/// One step through a text: how many bytes belong together, and whether they are one code point.
struct Utf8Step {
  std::size_t length;
  bool valid;
};

/// The step at byte `at`, which must lie within `text`. An ill-formed sequence ends where it goes wrong.
Utf8Step utf8_step(std::string_view text, std::size_t at);

/// True when `text` is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// `text` with each ill-formed sequence replaced by U+FFFD.
std::string to_utf8(std::string_view text);

/// How many code points well-formed `text` has.
std::size_t utf8_length(std::string_view text);

/// Appends the UTF-8 form of `code_point`, which must not be a surrogate.
void append_utf8(std::string& out, char32_t code_point);

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

}  // namespace mcp
