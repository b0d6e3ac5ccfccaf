#include <mcp/core/base64.h>

#include "catch.h"

namespace {

TEST_CASE("Base64 gives the test vectors of RFC 4648") {
  const std::pair<std::string, std::string> vectors[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [bytes, text] : vectors) {
    CHECK(mcp::to_base64(bytes) == text);
    CHECK(mcp::from_base64(text) == bytes);
  }
}

TEST_CASE("Base64 carries every byte") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    const std::string part = bytes.substr(0, length);
    REQUIRE(mcp::from_base64(mcp::to_base64(part)) == part);
    REQUIRE(mcp::from_base64url(mcp::to_base64url(part)) == part);
  }
}

TEST_CASE("Base64 has one spelling for a value") {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Z", "====", "=", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm-v",
                           "Z=g=", "\xff\xff\xff\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(mcp::from_base64(text).has_value());
  }
}

TEST_CASE("JWT-13 base64url stands for bytes as RFC 7515 has it") {
  for (const auto& [bytes, text] : {std::pair<std::string, std::string>{"", ""},
                                    {std::string("\x03\xec\xff\xe0\xc1", 5), "A-z_4ME"},
                                    {"f", "Zg"},
                                    {"fo", "Zm8"},
                                    {"foo", "Zm9v"}}) {
    CHECK(mcp::to_base64url(bytes) == text);
    CHECK(mcp::from_base64url(text) == bytes);
  }
}

TEST_CASE("JWT-13 another spelling of the same bytes is none") {
  for (const char* text : {"Zg==", "Zm8=", "Zg=", "Zh", "Zm9", "Zm 8", "Zm8\n", "Z", "Zm9vZ", "+_8", "/-8",
                           "=", "Zm8.", "\xc3\xa4", "Zm9+", "Zm/v", "Zm\xff\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(mcp::from_base64url(text));
  }
  CHECK_FALSE(mcp::from_base64url(std::string_view("Zm8\0", 4)));
}

}  // namespace
