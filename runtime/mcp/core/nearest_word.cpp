#include "nearest_word.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <mcp/core/ascii.h>

namespace mcp {
namespace {

constexpr std::size_t kLongestWord = 128;  // the longest name a manifest may have
constexpr std::size_t kFar = 3;

/// Insertions, deletions, replacements and swaps of neighbours between two words; kFar when more.
std::size_t distance(std::string_view a, std::string_view b) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) >= kFar) return kFar;
  std::vector<std::size_t> two_back(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_back.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_back[j - 2] + 1);
    }
  }
  return std::min(row[b.size()], kFar);
}

/// The word as one hears it: without `-` and `_`, all lower case.
std::string sound(std::string_view word) {
  std::string heard;
  for (const char c : word) {
    if (c != '-' && c != '_') heard += to_lower(c);
  }
  return heard;
}

/// Lower is nearer; nothing at or above kHopeless is proposed.
constexpr std::size_t kHopeless = 100;

std::size_t rank(std::string_view word, std::string_view candidate) {
  if (candidate.size() > kLongestWord) return kHopeless;
  if (sound(word) == sound(candidate)) return 0;
  const std::size_t allowed = word.size() <= 3 ? 1 : 2;
  const std::size_t edits = distance(word, candidate);
  if (edits <= allowed) return edits;
  const bool prefix =
      word.size() >= 2 && candidate.size() > word.size() && candidate.substr(0, word.size()) == word;
  return prefix ? 10 + std::min<std::size_t>(candidate.size() - word.size(), 80) : kHopeless;
}

}  // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > kLongestWord) return {};
  std::size_t best = kHopeless;
  std::string_view found;
  for (const std::string_view candidate : candidates) {
    const std::size_t r = candidate == word ? kHopeless : rank(word, candidate);
    if (r < best) {
      best = r;
      found = candidate;
    }
  }
  return found;
}

Error unknown_word(std::string_view what, std::string_view word, const std::vector<std::string_view>& known) {
  std::string message = "unknown " + std::string(what) + " `" + std::string(word) + "`";
  const std::string_view near = nearest_word(word, known);
  if (!near.empty()) message += ", did you mean `" + std::string(near) + "`?";
  return {Error::Code::invalid_params, std::move(message)};
}

}  // namespace mcp
