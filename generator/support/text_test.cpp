#include "support/text.h"

#include "catch.h"

TEST_CASE("choices are joined as one says them") {
  CHECK(mcpgen::one_of({}) == "");
  CHECK(mcpgen::one_of({"a"}) == "a");
  CHECK(mcpgen::one_of({"a", "b"}) == "a or b");
  CHECK(mcpgen::one_of({"a", "b", "c"}) == "a, b or c");
}

TEST_CASE("counts carry their plural") {
  CHECK(mcpgen::counted(1, "error") == "1 error");
  CHECK(mcpgen::counted(0, "error") == "0 errors");
}

TEST_CASE("hidden characters are written out") {
  CHECK(mcpgen::visible("a\x1b[31m\xe2\x80\xae\xff é") == "a\\u{001b}[31m\\u{202e}\\x{ff} é");
}

TEST_CASE("a near word is proposed, else the other help is given") {
  CHECK(mcpgen::did_you_mean("scopess", {"scopes"}) == "did you mean `scopes`?");
  CHECK(mcpgen::did_you_mean("zzzz", {"scopes"}, "remove it") == "remove it");
}
