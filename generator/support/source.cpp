#include "support/source.h"

#include <utility>

namespace mcpgen {
namespace {

/// Offsets of all line starts; a line ends with LF, CR LF or CR, as editors and YAML count them.
std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts = {0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends_line =
        text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (ends_line) starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return starts;
}

/// Editors do not show the byte order mark, and no column counts it.
std::string without_byte_order_mark(std::string text) {
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  return text;
}

}  // namespace

SourceFile::SourceFile(std::string file_path, std::string file_text, std::size_t rank)
    : path(std::move(file_path)),
      text(without_byte_order_mark(std::move(file_text))),
      order(rank),
      line_starts_(find_line_starts(text)) {}

std::size_t SourceFile::line_offset(int number) const {
  if (number < 1 || number > line_count()) return text.size();
  return line_starts_[static_cast<std::size_t>(number - 1)];
}

std::string_view SourceFile::line(int number) const {
  const std::size_t begin = line_offset(number);
  std::size_t end = line_offset(number + 1);
  while (end > begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return std::string_view(text).substr(begin, end - begin);
}

const SourceFile& Sources::add(std::string path, std::string text) {
  return files_.emplace_back(std::move(path), std::move(text), files_.size());
}

}  // namespace mcpgen
