#include "manifest/near_rate.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include <mcp/core/rate.h>

#include "support/text.h"

namespace mcpgen {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t count_in(std::string_view text) {
  std::size_t count = 1;
  const auto* first = std::ranges::find_if(text, is_digit);
  const auto error = std::from_chars(first, text.data() + text.size(), count).ec;
  if (error == std::errc::result_out_of_range) return mcp::kHighestRate;
  return std::clamp<std::size_t>(count, 1, mcp::kHighestRate);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (is_letter(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

/// The first of `known` that a word stands for; "" where there is none.
std::string meant(const std::vector<std::string>& words, const std::vector<std::string>& known) {
  for (const std::string& word : words) {
    if (std::ranges::find(known, word) != known.end()) return word;
    if (std::string near = word.empty() ? "" : nearest(word, known); !near.empty()) return near;
  }
  return {};
}

}  // namespace

std::string near_rate(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  const std::string unit = meant(words, {"second", "min", "minute", "hour", "day"});
  const std::string per = meant(words, {"user", "key", "ip", "session"});
  return std::to_string(count_in(text)) + "/" + (unit.empty() ? "min" : unit) +
         (per.empty() ? "" : " per " + per);
}

}  // namespace mcpgen
