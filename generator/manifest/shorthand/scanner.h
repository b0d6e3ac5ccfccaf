#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "document/node.h"
#include "document/place_inside.h"

namespace mcpgen {

/// A part of a shorthand text.
struct Span {
  std::size_t offset = 0;
  std::string_view text;
};

/// Reads a shorthand text from left to right and knows where each part stands in the file.
class Scanner {
 public:
  explicit Scanner(const Node& node) : node_(node), places_(node) {}

  void skip_spaces();
  bool at_end() const { return rest().empty(); }
  std::string_view rest() const { return std::string_view(node_.text).substr(position_); }
  /// Skips spaces and then `mark` when it is next.
  bool accept(std::string_view mark);
  /// The characters up to a space or one of `| ( ) [ ] = , " '`; may be empty.
  Span word();
  /// The characters up to the first of `stops` or the end.
  Span until(std::string_view stops);
  /// The characters up to the first `mark`, which is skipped; without one nothing is read and the text
  /// is data() == nullptr.
  Span through(std::string_view mark);
  Span take(std::size_t length);

  std::size_t position() const { return position_; }
  Place place(const Span& span) const { return places_.at(span.offset, span.text.size()); }
  /// The next character, or just behind the last one.
  Place here() const;

 private:
  const Node& node_;
  PlacesInside places_;
  std::size_t position_ = 0;
};

/// `span` without spaces around it.
Span trimmed(Span span);

}  // namespace mcpgen
