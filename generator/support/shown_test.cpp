#include "support/shown.h"

#include "catch.h"

TEST_CASE("hidden characters in JSON are written out so that it says the same") {
  CHECK(mcpgen::visible_json("{\"a\":\"\xc2\x9b"
                             "31m\x7f\xe2\x80\xae é\"}") == R"({"a":"\u009b31m\u007f\u202e é"})");
  CHECK(mcpgen::visible_json("\"\xf3\xa0\x80\x81\xff\"") == R"("\udb40\udc01\ufffd")");
}

TEST_CASE("an excerpt ends between two characters, and says that there is more") {
  CHECK(mcpgen::excerpt("äöü", 3) == "äöü");
  CHECK(mcpgen::excerpt("äöü", 2) == "äö…");
}
