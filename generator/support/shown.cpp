#include "support/shown.h"

#include <cstdint>

#include <fmt/format.h>

#include "support/unicode.h"

namespace mcpgen {
namespace {

constexpr std::uint32_t kReplacement = 0xfffd;
/// What JSON takes two escapes for.
constexpr std::uint32_t kFirstOfTwo = 0x10000;

}  // namespace

std::string visible_json(std::string_view json) {
  std::string shown;
  for (std::size_t i = 0; i < json.size();) {
    const auto c = code_point_at(json, i);
    const auto value = c ? static_cast<std::uint32_t>(c->value) : kReplacement;
    if (c && !is_invisible(c->value)) {
      shown += json.substr(i, c->size);
    } else if (value < kFirstOfTwo) {
      shown += fmt::format("\\u{:04x}", value);
    } else {
      const std::uint32_t rest = value - kFirstOfTwo;
      shown += fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
    }
    i += c ? c->size : 1;
  }
  return shown;
}

std::string excerpt(std::string_view text, std::size_t code_points) {
  const std::size_t end = byte_offset(text, code_points);
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

}  // namespace mcpgen
