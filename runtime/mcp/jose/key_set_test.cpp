#include "key_set.h"

#include <array>

#include "catch.h"
#include "token_signer.h"

using mcp::jose::Algorithm;
using mcp::jose::KeySet;
using mcp::jose::read_jwks;
using tst::to_base64url;
using tst::TokenSigner;

namespace {

using Algorithms = std::vector<Algorithm>;

mcp::Result<KeySet> make(const std::string& jwks, const Algorithms& algorithms) {
  auto keys = read_jwks(jwks);
  REQUIRE(keys);
  return KeySet::make(*std::move(keys), algorithms);
}

std::string why_not(const std::string& jwks, const Algorithms& algorithms) {
  const auto made = make(jwks, algorithms);
  return made ? "it can be used" : made.error().message;
}

bool takes(const KeySet& keys, const std::string& token) {
  const auto jws = mcp::jose::read_jws(token);
  return jws && keys.signer_of(*jws) != nullptr;
}

std::string set_of(const std::string& first, const std::string& second) {
  return R"({"keys":[)" + first + "," + second + "]}";
}

const TokenSigner& es256() {
  static const TokenSigner made(Algorithm::es256);
  return made;
}
const TokenSigner& another_es256() {
  static const TokenSigner made(Algorithm::es256);
  return made;
}
const TokenSigner& rs256() {
  static const TokenSigner made(Algorithm::rs256);
  return made;
}

}  // namespace

TEST_CASE("JWT-01 a key is for one algorithm, whatever a token says") {
  const auto keys = make(rs256().jwk(), {Algorithm::ps256});
  REQUIRE(keys);
  CHECK_FALSE(takes(*keys, rs256().token("{}")));
  CHECK_FALSE(takes(*keys, rs256().token("{}", R"({"alg":"PS256"})")));
  const auto right = make(rs256().jwk(), {Algorithm::es256, Algorithm::rs256});
  REQUIRE(right);
  CHECK(takes(*right, rs256().token("{}")));
  CHECK_FALSE(takes(*right, rs256().token("{}", R"({"alg":"RS384"})")));
  const auto said = make(rs256().jwk(R"(,"alg":"RS256")"), {Algorithm::ps256, Algorithm::rs256});
  REQUIRE(said);
  CHECK(takes(*said, rs256().token("{}")));
}

TEST_CASE("JWT-01 a key whose algorithm is not known, or not wanted, is not used") {
  CHECK_THAT(why_not(rs256().jwk(), {Algorithm::ps256, Algorithm::rs256}),
             tst::ContainsSubstring("several of the algorithms"));
  CHECK_THAT(why_not(rs256().jwk(R"(,"alg":"RS384")"), {Algorithm::rs256}),
             tst::ContainsSubstring("RS384, which is not among"));
  CHECK_THAT(why_not(rs256().jwk(), {Algorithm::es256}), tst::ContainsSubstring("none of the algorithms"));
  CHECK_THAT(why_not(rs256().jwk(), {}), tst::ContainsSubstring("no algorithm"));
  CHECK_THAT(why_not(R"({"keys":[]})", {Algorithm::es256}), tst::ContainsSubstring("there is no key"));
  const auto one = make(set_of(rs256().jwk(), es256().jwk()), {Algorithm::es256});
  REQUIRE(one);
  CHECK(one->left_out().size() == 1);
  CHECK(takes(*one, es256().token("{}")));
}

TEST_CASE("JWT-02 secrets and public keys are never used together") {
  const std::string secret = TokenSigner::with_secret(std::string(32, 's')).jwk();
  CHECK_THAT(why_not(set_of(secret, rs256().jwk()), {Algorithm::rs256, Algorithm::hs256}),
             tst::ContainsSubstring("cannot be mixed"));
  const auto keys = make(set_of(secret, rs256().jwk()), {Algorithm::rs256});
  REQUIRE(keys);
  CHECK_FALSE(takes(*keys, TokenSigner::with_secret(std::string(32, 's')).token("{}")));
  CHECK(takes(*keys, rs256().token("{}")));
  for (const std::string& known :
       {rs256().public_pem(), rs256().public_pem().substr(0, rs256().public_pem().size() - 1),
        " " + rs256().public_pem(), rs256().public_der(), rs256().jwk()})
    CHECK_FALSE(takes(*keys, TokenSigner::with_secret(known).token("{}")));
}

TEST_CASE("JWT-07 a key that a token brings along is not used") {
  const auto keys = make(es256().jwk(), {Algorithm::es256});
  REQUIRE(keys);
  const std::string header =
      R"({"alg":"ES256","jwk":)" + another_es256().jwk() + R"(,"jku":"https://evil.example/keys"})";
  CHECK_FALSE(takes(*keys, another_es256().token("{}", header)));
  CHECK(takes(*keys, es256().token("{}", header)));
}

TEST_CASE("JWT-08 the name of a key chooses among those there are") {
  const auto keys =
      make(set_of(es256().jwk(R"(,"kid":"a")"), another_es256().jwk(R"(,"kid":"b")")), {Algorithm::es256});
  REQUIRE(keys);
  CHECK(takes(*keys, es256().token("{}", R"({"alg":"ES256","kid":"a"})")));
  CHECK(takes(*keys, another_es256().token("{}", R"({"alg":"ES256","kid":"b"})")));
  for (const char* kid : {"b", "c", "A", "", "../../dev/null", "' UNION SELECT", "a\\u0000"}) {
    CAPTURE(kid);
    CHECK_FALSE(takes(*keys, es256().token("{}", R"({"alg":"ES256","kid":")" + std::string(kid) + "\"}")));
  }
  // Either could be meant.
  CHECK(takes(*keys, es256().token("{}")));
  CHECK(takes(*keys, another_es256().token("{}")));
  CHECK_FALSE(takes(*keys, TokenSigner(Algorithm::es256).token("{}")));
}

TEST_CASE("JWT-08 a key without a name is for tokens of any name that no other key has") {
  const auto keys = make(set_of(es256().jwk(), another_es256().jwk(R"(,"kid":"b")")), {Algorithm::es256});
  REQUIRE(keys);
  CHECK(takes(*keys, es256().token("{}", R"({"alg":"ES256","kid":"a"})")));
  CHECK_FALSE(takes(*keys, es256().token("{}", R"({"alg":"ES256","kid":"b"})")));
  CHECK(takes(*keys, another_es256().token("{}", R"({"alg":"ES256","kid":"b"})")));
  const auto named = make(es256().jwk(R"(,"kid":"a")"), {Algorithm::es256});
  REQUIRE(named);
  CHECK(takes(*named, es256().token("{}")));
  CHECK_FALSE(takes(*named, es256().token("{}", R"({"alg":"ES256","kid":"b"})")));
}

TEST_CASE("JWT-08 of keys without a name four are tried for an algorithm, and no more") {
  const std::string unnamed = R"(,"use":"sig")";
  std::vector<TokenSigner> signers;
  std::string list = rs256().jwk(unnamed);
  for (int i = 0; i < 5; ++i) {
    signers.emplace_back(Algorithm::es256);
    list += "," + signers.back().jwk(unnamed);
  }
  const auto keys = make(R"({"keys":[)" + list + "]}", {Algorithm::es256, Algorithm::rs256});
  REQUIRE(keys);
  for (int i = 0; i < 5; ++i) {
    for (const char* header : {R"({"alg":"ES256"})", R"({"alg":"ES256","kid":"a"})"})
      CHECK(takes(*keys, signers[static_cast<std::size_t>(i)].token("{}", header)) == (i < 4));
  }
  CHECK(takes(*keys, rs256().token("{}")));
  REQUIRE(keys->left_out().size() == 1);
  CHECK_THAT(keys->left_out().front(), tst::ContainsSubstring("too many for ES256"));
  // With others that have names they would be too many.
  const auto more =
      make(R"({"keys":[)" + list + "," + es256().jwk(R"(,"kid":"b")") + "]}", {Algorithm::es256});
  REQUIRE(more);
  CHECK_FALSE(takes(*more, signers[0].token("{}")));
  CHECK(takes(*more, signers[0].token("{}", R"({"alg":"ES256","kid":"a"})")));
}

TEST_CASE("JWT-16 no bit of a token can be changed, whatever the algorithm") {
  const Algorithm algorithm =
      GENERATE(Algorithm::rs256, Algorithm::rs384, Algorithm::rs512, Algorithm::ps256, Algorithm::es256,
               Algorithm::es384, Algorithm::eddsa, Algorithm::hs256);
  const TokenSigner signer(algorithm);
  const auto keys = make(signer.jwk(), {algorithm});
  REQUIRE(keys);
  const std::string header = R"({"alg":")" + std::string(name_of(algorithm)) + R"(","kid":"k"})";
  const std::string payload = R"({"sub":"a"})";
  const std::string signature = signer.sign(to_base64url(header) + "." + to_base64url(payload));
  const std::array<std::string, 3> right{header, payload, signature};
  const auto token = [](const std::array<std::string, 3>& parts) {
    return to_base64url(parts[0]) + "." + to_base64url(parts[1]) + "." + to_base64url(parts[2]);
  };
  REQUIRE(takes(*keys, token(right)));
  std::size_t taken = 0;
  for (std::size_t part = 0; part < right.size(); ++part) {
    for (std::size_t bit = 0; bit < 8 * right[part].size(); ++bit) {
      auto changed = right;
      changed[part][bit / 8] = static_cast<char>(changed[part][bit / 8] ^ (1 << bit % 8));
      if (takes(*keys, token(changed))) ++taken;
    }
  }
  const std::string text = token(right);
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string changed = text;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    if (takes(*keys, changed)) ++taken;
  }
  CAPTURE(name_of(algorithm));
  CHECK(taken == 0);
}
