#include "support/render/snippet.h"

#include <algorithm>

#include "support/text.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

constexpr std::size_t kWidest = 100;  // code points of a line that are shown
constexpr std::size_t kBefore = 40;   // of them before the place when the line is cut
constexpr std::string_view kTab = "    ";
constexpr std::string_view kCut = "…";

struct Shown {
  std::string text;
  int width = 0;
};

Shown show(std::string_view bytes) {
  Shown shown;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto c = code_point_at(bytes, at);
    const std::size_t size = c ? c->size : 1;
    const std::string_view one = bytes.substr(at, size);
    const bool plain = c && !is_invisible(c->value);
    const std::string text = one == "\t" ? std::string(kTab) : visible(one);
    shown.width += plain ? display_width(c->value) : static_cast<int>(text.size());
    shown.text += text;
    at += size;
  }
  return shown;
}

}  // namespace

Snippet snippet_of(const Place& place) {
  const std::string_view line = place.file->line(place.line);
  const std::size_t total = count_code_points(line);
  const auto index = [total](int column) {
    return std::min(static_cast<std::size_t>(std::max(column, 1) - 1), total);
  };
  const std::size_t begin = index(place.column);
  std::size_t end = std::max(index(place.end_column), begin);
  std::size_t first = 0;
  std::size_t last = total;
  if (total > kWidest) {
    first = begin > kBefore ? begin - kBefore : 0;
    last = std::min(first + kWidest, total);
    end = std::min(end, last);
  }
  const auto part = [line](std::size_t from, std::size_t to) {
    const std::size_t offset = byte_offset(line, from);
    return line.substr(offset, byte_offset(line.substr(offset), to - from));
  };
  const Shown before = show(part(first, begin));
  const Shown marked = show(part(begin, end));
  const Shown after = show(part(end, last));

  Snippet snippet;
  if (first > 0) snippet.line += kCut;
  snippet.line += before.text + marked.text + after.text;
  if (last < total) snippet.line += kCut;
  snippet.mark_begin = before.width + (first > 0 ? 1 : 0);
  snippet.mark_width = std::max(marked.width, 1);
  return snippet;
}

}  // namespace mcpgen
