#include "jwk.h"

#include <algorithm>
#include <string>
#include <utility>

#include "catch.h"
#include "token_signer.h"

using mcp::jose::Algorithm;
using mcp::jose::KeyKind;
using mcp::jose::read_jwks;
using tst::TokenSigner;

namespace {

const TokenSigner& signer() {
  static const TokenSigner made(Algorithm::es256);
  return made;
}

/// Why a key that is alone is left out; "" when it is not.
std::string left_out(const std::string& jwk) {
  const auto keys = read_jwks(jwk);
  REQUIRE(keys);
  REQUIRE(keys->keys.size() + keys->left_out.size() == 1);
  return keys->left_out.empty() ? "" : keys->left_out.front();
}

std::string why_not(const std::string& text) {
  const auto keys = read_jwks(text);
  return keys ? "it can be read" : keys.error().message;
}

}  // namespace

TEST_CASE("keys of every kind are read") {
  for (const Algorithm algorithm : {Algorithm::rs256, Algorithm::es256, Algorithm::es384, Algorithm::eddsa}) {
    const TokenSigner one(algorithm);
    const auto keys = read_jwks(one.jwk());
    REQUIRE(keys);
    REQUIRE(keys->keys.size() == 1);
    CHECK(keys->keys[0].key.kind() == kind_for(algorithm));
    CHECK(keys->keys[0].key.verifies(algorithm, "text", one.sign("text")));
    CHECK_FALSE(keys->keys[0].kid);
    CHECK_FALSE(keys->keys[0].algorithm);
  }
  const auto secret = read_jwks(TokenSigner::with_secret(std::string(32, 's')).jwk());
  REQUIRE(secret);
  REQUIRE(secret->keys.size() == 1);
  CHECK(secret->keys[0].key.kind() == KeyKind::secret);
}

TEST_CASE("JWT-01 what a key says of itself is kept, and has to fit it") {
  const auto keys =
      read_jwks(signer().jwk(R"(,"kid":"one","alg":"ES256","use":"sig","key_ops":["verify"],"x5c":["?"])"));
  REQUIRE(keys);
  REQUIRE(keys->keys.size() == 1);
  CHECK(keys->keys[0].kid == "one");
  CHECK(keys->keys[0].algorithm == Algorithm::es256);
  for (const char* alg : {"\"ES384\"", "\"RS256\"", "\"HS256\"", "\"none\"", "\"ES521\"", "1", "null"}) {
    CAPTURE(alg);
    CHECK_THAT(left_out(signer().jwk(R"(,"alg":)" + std::string(alg))),
               tst::ContainsSubstring("`alg` is not for it"));
  }
}

TEST_CASE("a key that is not for signatures is left out") {
  for (const char* use : {R"(,"use":"enc")", R"(,"use":1)", R"(,"key_ops":["encrypt"])", R"(,"key_ops":[])",
                          R"(,"key_ops":"verify")"}) {
    CAPTURE(use);
    CHECK(left_out(signer().jwk(use)) == "a key that is not for signatures");
  }
}

TEST_CASE("JWT-03 JWT-04 JWT-05 JWT-06 weak and broken keys are left out") {
  for (
      const char* jwk :
      {R"({"kty":"EC","crv":"P-256","x":"04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY","y":"UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgnw"})",
       R"({"kty":"EC","crv":"P-256","x":"04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY"})",
       R"({"kty":"EC","crv":"P-256","x":4,"y":5})", R"({"kty":"EC","crv":"P-521","x":"AA","y":"AA"})",
       R"({"kty":"RSA","n":"AQAB","e":"AQAB"})", R"({"kty":"RSA","n":"","e":""})", R"({"kty":"RSA"})",
       R"({"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})",
       R"({"kty":"OKP","crv":"Ed448","x":"AA"})", R"({"kty":"oct","k":"c2hvcnQ"})", R"({"kty":"oct"})",
       R"({"kty":"rsa","n":"AQAB","e":"AQAB"})", R"({"kty":1})", "{}"}) {
    CAPTURE(jwk);
    CHECK(left_out(jwk) != "");
  }
}

TEST_CASE("JWT-08 the name of a key in a set is a short text") {
  CHECK(left_out(signer().jwk(R"(,"kid":")" + std::string(256, 'k') + '"')) == "");
  for (const std::string& kid : {std::string("1"), std::string("null"), '"' + std::string(257, 'k') + '"'})
    CHECK_THAT(left_out(signer().jwk(R"(,"kid":)" + kid)), tst::ContainsSubstring("no short text"));
}

TEST_CASE("a set gives the keys that are of use, and says which are not") {
  const auto keys = read_jwks(R"({"keys":[)" + signer().jwk(R"(,"kid":"a")") + R"(,{"kty":"new"},5,)" +
                              signer().jwk(R"(,"kid":"b")") + "]}");
  REQUIRE(keys);
  REQUIRE(keys->keys.size() == 2);
  CHECK(keys->keys[1].kid == "b");
  REQUIRE(keys->left_out.size() == 2);
  CHECK_THAT(keys->left_out[0], tst::StartsWith("keys[1]: "));
  CHECK_THAT(keys->left_out[1], tst::StartsWith("keys[2]: "));
}

TEST_CASE("JWT-08 RS-06 two keys of one name are left out, also where one of them is broken") {
  const auto with_a = [](const std::string& other) {
    const auto keys = read_jwks(R"({"keys":[)" + signer().jwk(R"(,"kid":"a")") + "," + other + "]}");
    REQUIRE(keys);
    return std::pair(keys->keys.size(), keys->left_out.size());
  };
  const TokenSigner other(Algorithm::es256);
  CHECK(with_a(other.jwk(R"(,"kid":"a")")) == std::pair<std::size_t, std::size_t>(0, 2));
  CHECK(with_a(R"({"kty":"oct","kid":"a","k":"?"})") == std::pair<std::size_t, std::size_t>(0, 2));
  CHECK(with_a(other.jwk(R"(,"kid":"A")")) == std::pair<std::size_t, std::size_t>(2, 0));
  CHECK(with_a(other.jwk(R"(,"kid":"a","use":"enc")")) == std::pair<std::size_t, std::size_t>(1, 1));
  CHECK(with_a(signer().jwk(R"(,"kid":"a")")) == std::pair<std::size_t, std::size_t>(1, 0));  // the same key
  CHECK(with_a(other.jwk(R"(,"kid":"a")") + "," + other.jwk(R"(,"kid":"b")")).first == 1);
}

TEST_CASE("RS-06 of a set only so many large keys are checked") {
  const auto used = [](std::size_t bytes, const std::string& last = "{}", const std::string& more = "") {
    // Of no use, but for that something has to be computed first.
    const std::string modulus = tst::to_base64url('\x80' + std::string(bytes - 2, '\0') + '\x01');
    std::string set = R"({"keys":[)";
    for (std::size_t i = 1; i < mcp::jose::kMostKeys; ++i)
      set += R"({"kty":"RSA","e":"AQAB","n":")" + modulus + '"' + more + "},";
    const auto keys = read_jwks(set + last + "]}");
    REQUIRE(keys);
    const auto unchecked = std::ranges::count_if(keys->left_out, [](const std::string& why) {
      return why.find("too large for a set with so many") != std::string::npos;
    });
    return std::pair(mcp::jose::kMostKeys - 1 - static_cast<std::size_t>(unchecked), keys->keys.size());
  };
  CHECK(used(1024).first == 2);
  CHECK(used(512).first == 16);
  CHECK(used(256).first == 63);
  CHECK(used(1024, signer().jwk()).second == 1);
  CHECK(used(2048, TokenSigner(Algorithm::rs256).jwk()) == std::pair<std::size_t, std::size_t>(0, 1));
  CHECK(used(1024, TokenSigner(Algorithm::rs256).jwk(), R"(,"alg":"ES256")").second == 1);
}

TEST_CASE("RS-06 a private key is not used, whoever shows it") {
  CHECK_THAT(left_out(signer().jwk(R"(,"d":"AAAA")")), tst::ContainsSubstring("only the issuer may have"));
}

TEST_CASE("JWT-13 a set is one bounded JSON object without twins") {
  for (const char* text : {"", "[]", "5", "{", R"({"keys":[],"keys":[]})"})
    CHECK_THAT(why_not(text), tst::ContainsSubstring("no JSON Web Key"));
  CHECK_THAT(why_not(R"({"keys":{}})"), tst::ContainsSubstring("no list"));
  const auto set_of = [](std::size_t count) {
    std::string set = R"({"keys":[{})";
    for (std::size_t i = 1; i < count; ++i) set += ",{}";
    return set + "]}";
  };
  CHECK(why_not(set_of(64)) == "it can be read");
  CHECK_THAT(why_not(set_of(65)), tst::ContainsSubstring("at most 64"));
  CHECK_THAT(why_not(R"({"keys":[]})" + std::string(256 * 1024, ' ')), tst::ContainsSubstring("256 KiB"));
}
