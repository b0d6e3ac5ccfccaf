#include "emit/filters.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mcpgen {

Filter find_filter(std::string_view name) {
  static constexpr auto kFilters = std::to_array<std::pair<std::string_view, Filter>>({
      {"cmake", cmake_argument},
      {"comment", comment},
      {"cpp_raw_json", cpp_raw_json},
      {"cpp_string", cpp_string},
      {"ident", cpp_identifier},
      {"markdown", markdown},
      {"yaml", yaml_string},
  });
  const auto* found = std::ranges::find(kFilters, name, &std::pair<std::string_view, Filter>::first);
  return found == kFilters.end() ? nullptr : found->second;
}

}  // namespace mcpgen
