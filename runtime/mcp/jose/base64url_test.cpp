#include "base64url.h"

#include "catch.h"

using mcp::jose::from_base64url;

TEST_CASE("JWT-13 base64url stands for bytes as RFC 7515 has it") {
  CHECK(from_base64url("") == "");
  CHECK(from_base64url("A-z_4ME") == std::string("\x03\xec\xff\xe0\xc1", 5));
  CHECK(from_base64url("Zg") == "f");
  CHECK(from_base64url("Zm8") == "fo");
  CHECK(from_base64url("Zm9v") == "foo");
}

TEST_CASE("JWT-13 another spelling of the same bytes is none") {
  for (const char* text : {"Zg==", "Zm8=", "Zg=", "Zh", "Zm9", "Zm 8", "Zm8\n", "Z", "Zm9vZ", "+_8", "/-8",
                           "=", "Zm8.", "\xc3\xa4"}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64url(text));
  }
  CHECK_FALSE(from_base64url(std::string_view("Zm8\0", 4)));
}
