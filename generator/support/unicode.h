#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mcpgen {

/// The code point at `offset` and the bytes it takes; nothing where the UTF-8 is ill-formed (overlong,
/// surrogate, above U+10FFFF, cut short).
struct CodePoint {
  char32_t value;
  std::size_t size;
};
std::optional<CodePoint> code_point_at(std::string_view text, std::size_t offset);

void append_utf8(std::string& out, char32_t code_point);

/// Code points in `text`; an ill-formed byte counts as one.
std::size_t count_code_points(std::string_view text);

/// The byte at which code point `index` of `text` begins; its size when there are fewer.
std::size_t byte_offset(std::string_view text, std::size_t index);

/// What a reader cannot see or is misled by: controls, line separators, bidi controls, zero-width and
/// other formatting characters, non-characters.
bool is_invisible(char32_t code_point);

/// Columns a terminal gives to a code point: 0, 1 or 2.
int display_width(char32_t code_point);

}  // namespace mcpgen
