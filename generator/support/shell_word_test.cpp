#include "support/shell_word.h"

#include "catch.h"

TEST_CASE("a word for a shell is quoted where it would mean more than itself") {
  CHECK(mcpgen::shell_word("notes://a_b-c.d@e%20+f,g=é") == "notes://a_b-c.d@e%20+f,g=é");
  CHECK(mcpgen::shell_word("") == "''");
  CHECK(mcpgen::shell_word("it's $(rm -rf ~); & #") == R"('it'\''s $(rm -rf ~); & #')");
  for (const char c : std::string("`$~{}[]*?!<>|\\\"\t\n^"))
    CHECK(mcpgen::shell_word(std::string(1, c)) == "'" + std::string(1, c) + "'");
}
