#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// The page that `mcpgen explain` prints for a diagnostic code (Markdown); nothing for an unknown code.
std::optional<std::string_view> explanation(std::string_view code);

/// Every code that has a page, sorted.
std::vector<std::string> all_codes();

}  // namespace mcpgen
