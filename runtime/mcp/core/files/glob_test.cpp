#include <mcp/core/files/glob.h>

#include "catch.h"
#include "cpu_time.h"

namespace {

bool matches(std::string_view pattern, std::string_view path) { return mcp::Glob(pattern).matches(path); }

TEST_CASE("a star stays within a name") {
  CHECK(matches("*", "a"));
  CHECK(matches("*.md", "read.me.md"));
  CHECK(matches("a*b*c", "a--b--c"));
  CHECK(matches("a*", "a"));
  CHECK(matches("docs/*.md", "docs/a.md"));
  CHECK_FALSE(matches("*", "a/b"));
  CHECK_FALSE(matches("*.md", "a.md.txt"));
  CHECK_FALSE(matches("docs/*.md", "docs/a/b.md"));
  CHECK_FALSE(matches("*.md", ""));
}

TEST_CASE("two stars cross folders") {
  CHECK(matches("**", "a"));
  CHECK(matches("**", "a/b/c"));
  CHECK(matches("**/*.md", "a.md"));
  CHECK(matches("**/*.md", "x/y/a.md"));
  CHECK(matches("docs/**/a.md", "docs/a.md"));
  CHECK(matches("docs/**/a.md", "docs/x/y/a.md"));
  CHECK(matches("docs/**", "docs/x/y"));
  CHECK_FALSE(matches("**/a.md", "xa.md"));
  CHECK_FALSE(matches("docs/**/a.md", "docs/xa.md"));
  CHECK_FALSE(matches("docs/**", "doc/x"));
  CHECK_FALSE(matches("a**b", "a/b"));
}

TEST_CASE("a question mark is one character") {
  CHECK(matches("?.md", "a.md"));
  CHECK(matches("?.md", "\xC3\xA9.md"));
  CHECK(matches("a?", "a\xE2\x82\xAC"));
  CHECK_FALSE(matches("?.md", ".md"));
  CHECK_FALSE(matches("?", "/"));
  CHECK_FALSE(matches("a?b", "a/b"));
  CHECK_FALSE(matches("?", "ab"));
}

TEST_CASE("only patterns with a folder in them look into folders") {
  CHECK_FALSE(mcp::Glob("*.md").crosses_folders());
  CHECK(mcp::Glob("**").crosses_folders());
  CHECK(mcp::Glob("a/*").crosses_folders());
}

TEST_CASE("MCP-19 the time of matching does not explode") {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "**/*a*";
  const auto match = [&](std::size_t length) {
    return [&, length] { CHECK_FALSE(matches(pattern + "b", std::string(length, 'a'))); };
  };
  CHECK(tst::times_as_long(match(4000), match(1000)) < 8);
}

}  // namespace
