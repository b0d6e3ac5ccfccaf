#include <mcp/core/files/skill_file.h>

#include <string>

#include "catch.h"

namespace {

std::string of(std::string_view text) { return std::string(mcp::front_matter(text).value_or("none")); }

TEST_CASE("a front matter stands between two marks at the beginning of a file") {
  CHECK(of("---\nname: a\n---\n# A\n") == "---\nname: a\n");
  CHECK(of("---\r\nname: a\r\n---\r\n# A\r\n") == "---\r\nname: a\r\n");
  CHECK(of("---\nname: a\n---") == "---\nname: a\n");
  CHECK(of("---\nname: a\n--- \t\n# A\n---\n") == "---\nname: a\n");
  CHECK(of("\xEF\xBB\xBF---\nname: a\n---\n") == "---\nname: a\n");
  CHECK(of("---\n---\n") == "---\n");
  CHECK(of("---\ntext: |\n  ---\n---- \n---\n") == "---\ntext: |\n  ---\n---- \n");
}

TEST_CASE("a file that begins otherwise has no front matter") {
  for (const char* text : {"", "---", "---\n", "# A\n---\nname: a\n---\n", "\n---\nname: a\n---\n",
                           "--- \nname: a\n---\n", "---\nname: a\n", "---\nname: a\n ---\n", "----\n---\n"}) {
    CAPTURE(text);
    CHECK_FALSE(mcp::front_matter(text));
  }
}

}  // namespace
