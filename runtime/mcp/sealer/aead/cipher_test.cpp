#include "cipher.h"

#include "catch.h"

using namespace mcp::sealer;

namespace {

std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return bytes;
}

Key key_of(std::string_view digits) {
  Key key;
  const std::string bytes = from_hex(digits);
  std::copy(bytes.begin(), bytes.end(), key.bytes().begin());
  return key;
}

}  // namespace

TEST_CASE("keys are derived as RFC 5869 has it") {
  std::string out(42, '\0');
  const std::span<unsigned char> bytes(reinterpret_cast<unsigned char*>(out.data()), out.size());
  REQUIRE(derive(from_hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                 from_hex("000102030405060708090a0b0c"), from_hex("f0f1f2f3f4f5f6f7f8f9"), bytes));
  CHECK(out ==
        from_hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
  REQUIRE(derive(from_hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), {}, {}, bytes));
  CHECK(out ==
        from_hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
}

TEST_CASE("texts are encrypted as the specification of GCM has it") {
  // Test cases 13, 14 and 16 of McGrew and Viega.
  const Key zero = key_of(std::string(64, '0'));
  const std::string nonce(12, '\0');
  CHECK(encrypt(zero, nonce, {}, {}) == from_hex("530f8afbc74536b9a963b4f1c4cb738b"));
  CHECK(encrypt(zero, nonce, {}, std::string(16, '\0')) ==
        from_hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));
  const Key key = key_of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const std::string text = from_hex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aed"
      "f5"
      "aa0de657ba637b39");
  const std::string context = from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const auto encrypted = encrypt(key, from_hex("cafebabefacedbaddecaf888"), context, text);
  CHECK(encrypted ==
        from_hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3d"
                 "a7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"));
  CHECK(decrypt(key, from_hex("cafebabefacedbaddecaf888"), context, *encrypted) == text);
}

TEST_CASE("only what was encrypted is decrypted") {
  const Key key = key_of(std::string(64, '1'));
  const std::string nonce(12, 'n');
  const auto encrypted = encrypt(key, nonce, "context", "text");
  REQUIRE(encrypted);
  CHECK(decrypt(key, nonce, "context", *encrypted) == "text");
  CHECK_FALSE(decrypt(key_of(std::string(64, '2')), nonce, "context", *encrypted));
  CHECK_FALSE(decrypt(key, std::string(12, 'm'), "context", *encrypted));
  CHECK_FALSE(decrypt(key, nonce, "", *encrypted));
  CHECK_FALSE(decrypt(key, nonce, "context", {}));
  CHECK_FALSE(decrypt(key, "short", "context", *encrypted));
}
