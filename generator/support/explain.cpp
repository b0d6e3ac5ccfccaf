#include "support/explain.h"

#include <algorithm>

#include "embedded/explanation_pages.h"

namespace mcpgen {
namespace {

constexpr std::string_view kExtension = ".md";

std::string_view code_of(const EmbeddedFile& page) {
  return page.path.substr(0, page.path.size() - kExtension.size());
}

}  // namespace

std::optional<std::string_view> explanation(std::string_view code) {
  for (const EmbeddedFile& page : explanation_pages()) {
    if (code_of(page) == code) return page.text;
  }
  return std::nullopt;
}

std::vector<std::string> all_codes() {
  std::vector<std::string> codes;
  for (const EmbeddedFile& page : explanation_pages()) codes.emplace_back(code_of(page));
  std::sort(codes.begin(), codes.end());
  return codes;
}

}  // namespace mcpgen
