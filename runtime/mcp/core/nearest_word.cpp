#include "nearest_word.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>

namespace mcp {
namespace {

constexpr std::size_t kLongestWord = 40;

/// Insertions, deletions and replacements between two short words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, replaced}));
    }
  }
  return row.back();
}

}  // namespace

Error unknown_word(std::string_view what, std::string_view word, const std::vector<std::string_view>& known) {
  std::string message = "unknown " + std::string(what) + " `" + std::string(word) + "`";
  const auto nearest = std::ranges::min_element(
      known, {}, [&](std::string_view name) { return distance(word.substr(0, kLongestWord), name); });
  if (nearest != known.end() &&
      distance(word.substr(0, kLongestWord), *nearest) <= std::max<std::size_t>(1, nearest->size() / 3))
    message += ", did you mean `" + std::string(*nearest) + "`?";
  return {Error::Code::invalid_params, std::move(message)};
}

}  // namespace mcp
