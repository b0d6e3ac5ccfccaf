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
  }
}

TEST_CASE("Base64 has one spelling for a value") {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Z", "====", "=", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm-v",
                           "Z=g=", "\xff\xff\xff\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(mcp::from_base64(text).has_value());
  }
}

}  // namespace
