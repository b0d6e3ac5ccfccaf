// What CMake, YAML and readers of Markdown read.
#include <algorithm>
#include <array>

#include "emit/filters.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

/// Means itself in CMake without quotes.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '/';
}

/// Can only be a string in YAML, even without quotes: a word, and none with a meaning of its own.
bool is_yaml_word(std::string_view text) {
  static constexpr auto kMeanings =
      std::to_array<std::string_view>({"true", "false", "null", "yes", "no", "on", "off", "y", "n"});
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, is_plain) &&
         std::ranges::none_of(kMeanings, [&](std::string_view word) {
           return std::ranges::equal(text, word, {},
                                     [](char c) { return c < 'a' ? static_cast<char>(c | 0x20) : c; });
         });
}

bool is_visible_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    if (!point || is_invisible(point->value)) return false;
    at += point->size;
  }
  return true;
}

}  // namespace

bool cmake_argument(std::string_view text, std::string& out) {
  if (!text.empty() && std::ranges::all_of(text, is_plain)) {
    out += text;
    return true;
  }
  // Generator expressions have no escape that every command undoes.
  if (!is_visible_text(text) || text.find("$<") != std::string_view::npos) return false;
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '$') out += '\\';
    out += c;
  }
  out += '"';
  return true;
}

bool yaml_string(std::string_view text, std::string& out) {
  if (!is_visible_text(text)) return false;
  if (is_yaml_word(text)) {
    out += text;
    return true;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
  return true;
}

bool markdown(std::string_view text, std::string& out) {
  if (!is_visible_text(text)) return false;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>()#+!|&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return true;
}

}  // namespace mcpgen
