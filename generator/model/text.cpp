#include "model/text.h"

#include <fmt/format.h>

#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::size_t kLongestLiteral = 65'536;
constexpr std::size_t kLongestSummary = 160;

}  // namespace

bool require_printable(std::string_view text, Place place, Diagnostics& diagnostics) {
  if (text.find('\0') != std::string_view::npos) {
    diagnostics.error("E0704", place, "a text of a server cannot contain the character U+0000");
    return false;
  }
  if (text.size() > kLongestLiteral) {
    diagnostics
        .error("E0705", place, fmt::format("a text of {} bytes is too long to be compiled", text.size()))
        .helped(fmt::format("keep it within {} bytes", kLongestLiteral));
    return false;
  }
  return true;
}

bool is_cmake_text(std::string_view text) {
  return visible(text) == text && text.find(';') == std::string_view::npos &&
         text.find("$<") == std::string_view::npos;
}

std::string summary(std::string_view description) {
  description = description.substr(0, description.find('\n'));
  if (description.size() <= kLongestSummary) return std::string(description);
  const std::size_t sentence = description.find(". ");
  if (sentence < kLongestSummary) return std::string(description.substr(0, sentence + 1));
  const std::size_t word = description.rfind(' ', kLongestSummary);
  return std::string(description.substr(0, word == std::string_view::npos ? kLongestSummary : word)) + " ...";
}

}  // namespace mcpgen
