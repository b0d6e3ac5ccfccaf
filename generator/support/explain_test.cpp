#include "support/explain.h"

#include <algorithm>

#include "catch.h"

namespace {

bool is_code(const std::string& code) {
  return code.size() == 5 && (code[0] == 'E' || code[0] == 'W') &&
         std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

TEST_CASE("every page of explanation is well formed") {
  REQUIRE_FALSE(mcpgen::all_codes().empty());
  for (const std::string& code : mcpgen::all_codes()) {
    CAPTURE(code);
    CHECK(is_code(code));
    const std::string_view page = mcpgen::explanation(code).value();
    CHECK(page.substr(0, 9) == "# " + code + ": ");
    CHECK(page.back() == '\n');
    CHECK(occurrences(page, "\n\n") >= 2);
    CHECK(occurrences(page, "\n```") % 2 == 0);
    CHECK(page.find('\t') == page.npos);
  }
}

TEST_CASE("an unknown code has no page") {
  CHECK_FALSE(mcpgen::explanation("E9999"));
  CHECK_FALSE(mcpgen::explanation(""));
}
