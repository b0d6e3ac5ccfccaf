#include "manifest/shorthand/scanner.h"

#include <algorithm>

namespace mcpgen {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::string_view kEndOfWord = " \t\r\n|()[]=,\"'";

}  // namespace

void Scanner::skip_spaces() { position_ += std::min(rest().find_first_not_of(kSpaces), rest().size()); }

bool Scanner::accept(std::string_view mark) {
  skip_spaces();
  if (!rest().starts_with(mark)) return false;
  position_ += mark.size();
  return true;
}

Span Scanner::word() { return until(kEndOfWord); }

Span Scanner::until(std::string_view stops) {
  return take(std::min(rest().find_first_of(stops), rest().size()));
}

Span Scanner::through(std::string_view mark) {
  const std::size_t length = rest().find(mark);
  if (length == std::string_view::npos) return {position_, {}};
  const Span span = take(length);
  position_ += mark.size();
  return span;
}

Span Scanner::take(std::size_t length) {
  const Span span{position_, rest().substr(0, length)};
  position_ += span.text.size();
  return span;
}

Place Scanner::here() const {
  const std::size_t last = node_.text.empty() ? 0 : node_.text.size() - 1;
  return places_.at(std::min(position_, last), 1);
}

Span trimmed(Span span) {
  const std::size_t first = std::min(span.text.find_first_not_of(kSpaces), span.text.size());
  span.offset += first;
  span.text.remove_prefix(first);
  span.text = span.text.substr(0, span.text.find_last_not_of(kSpaces) + 1);
  return span;
}

}  // namespace mcpgen
