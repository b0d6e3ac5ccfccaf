#include "document/escape.h"

#include <charconv>
#include <cstdint>
#include <system_error>

#include "support/unicode.h"

namespace mcpgen {
namespace {

std::optional<char32_t> simple_escape(char letter) {
  switch (letter) {
    case '0':
      return U'\0';
    case 'a':
      return U'\a';
    case 'b':
      return U'\b';
    case 't':
    case '\t':
      return U'\t';
    case 'n':
      return U'\n';
    case 'v':
      return U'\v';
    case 'f':
      return U'\f';
    case 'r':
      return U'\r';
    case 'e':
      return U'\x1b';
    case ' ':
      return U' ';
    case '"':
      return U'"';
    case '/':
      return U'/';
    case '\\':
      return U'\\';
    case 'N':
      return U'\u0085';
    case '_':
      return U'\u00a0';
    case 'L':
      return U'\u2028';
    case 'P':
      return U'\u2029';
    default:
      return std::nullopt;
  }
}

std::optional<char32_t> hex_at(std::string_view text, std::size_t offset, std::size_t digits) {
  if (text.size() < offset + digits) return std::nullopt;
  std::uint32_t value = 0;
  const char* const end = text.data() + offset + digits;
  const auto read = std::from_chars(text.data() + offset, end, value, 16);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

std::size_t hex_digits(char letter) { return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0; }

bool is_high(char32_t c) { return c >= 0xd800 && c <= 0xdbff; }
bool is_low(char32_t c) { return c >= 0xdc00 && c <= 0xdfff; }

Escape encoded(char32_t code_point, std::size_t size) {
  Escape escape{{}, size};
  append_utf8(escape.value, code_point);
  return escape;
}

}  // namespace

std::optional<Escape> escape_at(std::string_view text, std::size_t offset) {
  if (offset + 1 >= text.size() || text[offset] != '\\') return std::nullopt;
  const char letter = text[offset + 1];
  if (const auto simple = simple_escape(letter)) return encoded(*simple, 2);

  const std::size_t digits = hex_digits(letter);
  const auto first = digits > 0 ? hex_at(text, offset + 2, digits) : std::nullopt;
  if (!first || *first > 0x10ffff || is_low(*first)) return std::nullopt;
  const std::size_t size = 2 + digits;
  if (!is_high(*first)) return encoded(*first, size);

  if (digits != 4 || text.substr(offset + size, 2) != "\\u") return std::nullopt;
  const auto second = hex_at(text, offset + size + 2, 4);
  if (!second || !is_low(*second)) return std::nullopt;
  return encoded(0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00), 2 * size);
}

}  // namespace mcpgen
