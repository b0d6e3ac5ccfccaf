#include <mcp/core/engine/page.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace mcp {
namespace {

constexpr std::string_view kCursorPrefix = "page-";

}  // namespace

std::optional<std::size_t> parse_cursor(std::string_view cursor) {
  if (!cursor.starts_with(kCursorPrefix)) return {};
  const std::string_view digits = cursor.substr(kCursorPrefix.size());
  std::size_t page = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), page);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole || page == 0 || digits.front() == '0') return {};
  return page;
}

std::optional<Page> Page::of(std::size_t number, std::size_t total, std::size_t size) {
  size = std::max<std::size_t>(size, 1);
  const std::size_t pages = std::max<std::size_t>((total + size - 1) / size, 1);
  if (number >= pages) return {};
  return Page{number, number * size, std::min(number * size + size, total), total};
}

void Page::write_cursor(JsonWriter& writer) const {
  if (end < total) writer.key("nextCursor").string(std::string(kCursorPrefix) + std::to_string(number + 1));
}

}  // namespace mcp
