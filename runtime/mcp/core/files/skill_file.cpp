#include <mcp/core/files/skill_file.h>

#include <algorithm>

namespace mcp {
namespace {

constexpr std::string_view kMark = "---";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// `line` without its line break; blanks behind the mark are nobody's intention.
bool is_end(std::string_view line) {
  return line.starts_with(kMark) && line.find_first_not_of(" \t\r", kMark.size()) == std::string_view::npos;
}

}  // namespace

std::optional<std::string_view> front_matter(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::size_t first = text.find('\n');
  const std::string_view opening = text.substr(0, std::min(first, text.size()));
  if (first == std::string_view::npos || (opening != kMark && opening != "---\r")) return {};
  for (std::size_t begin = first + 1; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (is_end(text.substr(begin, end - begin))) return text.substr(0, begin);
    begin = end + 1;
  }
  return {};
}

}  // namespace mcp
