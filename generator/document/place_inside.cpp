#include "document/place_inside.h"

#include <algorithm>

#include "document/escape.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

using Piece = PlacesInside::Piece;
using Pieces = std::vector<Piece>;

Pieces read_plain(const Node& node, std::string_view line, std::size_t begin) {
  if (line.substr(begin, node.text.size()) != node.text) return {};
  return {{0, node.text.size(), node.place.line, begin, node.text.size()}};
}

/// Inside quotes: `next` gives what stands at a byte of the line, nothing at the closing quote.
template <class Next>
Pieces read_quoted(const Node& node, std::string_view line, std::size_t begin, Next next) {
  Pieces pieces;
  std::string value;
  for (std::size_t at = begin; value.size() < node.text.size();) {
    const std::optional<Escape> part = next(line, at);
    if (!part) return {};
    pieces.push_back({value.size(), part->value.size(), node.place.line, at, part->size});
    value += part->value;
    at += part->size;
  }
  return value == node.text ? pieces : Pieces();
}

std::optional<Escape> next_single_quoted(std::string_view line, std::size_t at) {
  if (line.substr(at, 2) == "''") return Escape{"'", 2};
  const auto c = code_point_at(line, at);
  if (!c || c->value == U'\'') return std::nullopt;
  return Escape{std::string(line.substr(at, c->size)), c->size};
}

std::optional<Escape> next_double_quoted(std::string_view line, std::size_t at) {
  const auto c = code_point_at(line, at);
  if (!c || c->value == U'"') return std::nullopt;
  if (c->value == U'\\') return escape_at(line, at);
  return Escape{std::string(line.substr(at, c->size)), c->size};
}

std::size_t leading_spaces(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// Each line of a block scalar stands in its value as it is, after the indentation; between two there are
/// line breaks or one space.
Pieces read_block(const Node& node) {
  const std::string& text = node.text;
  const std::size_t first = text.find_first_not_of('\n');
  if (first == text.npos) return {};
  int number = node.place.line + 1;
  const SourceFile& file = *node.place.file;
  while (number < file.line_count() && file.line(number).empty()) ++number;
  const std::size_t value_spaces = std::min(text.find_first_not_of(' ', first), text.size()) - first;
  const std::size_t spaces = leading_spaces(file.line(number));
  if (spaces < value_spaces) return {};
  const std::size_t indent = spaces - value_spaces;

  Pieces pieces;
  std::size_t at = 0;
  for (; number <= file.line_count(); ++number) {
    const std::string_view line = file.line(number);
    if (line.size() <= indent) continue;
    const std::size_t before = at;
    while (at < text.size() && text[at] == '\n') ++at;
    if (at == text.size()) break;
    if (at == before && at > 0 && text[at] == ' ') ++at;
    const std::string_view content = line.substr(indent);
    if (std::string_view(text).substr(at, content.size()) != content) return {};
    pieces.push_back({at, content.size(), number, indent, content.size()});
    at += content.size();
  }
  return text.find_first_not_of('\n', at) == text.npos ? pieces : Pieces();
}

Pieces pieces_of(const Node& node) {
  const Place& place = node.place;
  if (place.file == nullptr || place.column < 1 || place.column > kExactColumns) return {};
  const std::string_view line = place.file->line(place.line);
  const std::size_t begin = byte_offset(line, static_cast<std::size_t>(place.column - 1));
  if (begin >= line.size()) return {};
  switch (line[begin]) {
    case '\'':
      return read_quoted(node, line, begin + 1, next_single_quoted);
    case '"':
      return read_quoted(node, line, begin + 1, next_double_quoted);
    case '|':
    case '>':
      return read_block(node);
    default:
      return read_plain(node, line, begin);
  }
}

/// The byte of the piece's line where byte `offset` of the value stands.
std::size_t source_offset(const Piece& piece, std::size_t offset) {
  return piece.value_size == piece.source_size ? piece.source_begin + offset - piece.value_begin
                                               : piece.source_begin;
}

int column_of(const SourceFile& file, int line, std::size_t offset) {
  return static_cast<int>(count_code_points(file.line(line).substr(0, offset))) + 1;
}

}  // namespace

Place PlacesInside::at(std::size_t offset, std::size_t length) const {
  if (!pieces_) pieces_ = pieces_of(string_);
  const Pieces& pieces = *pieces_;
  const auto holding = [&pieces](std::size_t byte) {
    return std::partition_point(pieces.begin(), pieces.end(),
                                [byte](const Piece& p) { return p.value_begin + p.value_size <= byte; });
  };
  const auto first = holding(offset);
  const auto is_far = [](const Piece& piece) { return piece.source_begin > kExactColumns; };
  if (pieces.empty() || is_far(first == pieces.end() ? pieces.back() : *first)) return string_.place;
  const SourceFile& file = *string_.place.file;
  if (first == pieces.end()) {  // one past the end
    const Piece& end = pieces.back();
    const int column = column_of(file, end.line, end.source_begin + end.source_size);
    return {&file, end.line, column, column + 1};
  }
  Place place{&file, first->line, column_of(file, first->line, source_offset(*first, offset)), 0};
  const auto last = holding(offset + std::max<std::size_t>(length, 1) - 1);
  const bool same_line = last != pieces.end() && last->line == first->line;
  const Piece& end = same_line ? *last : *first;
  const bool inside = same_line && end.value_size == end.source_size;
  const std::size_t end_offset = inside ? source_offset(end, offset + std::max<std::size_t>(length, 1))
                                        : end.source_begin + end.source_size;
  place.end_column = std::max(place.column + 1, column_of(file, place.line, end_offset));
  return place;
}

Place place_inside(const Node& string, std::size_t offset, std::size_t length) {
  return PlacesInside(string).at(offset, length);
}

}  // namespace mcpgen
