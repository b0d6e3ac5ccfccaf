#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <mcp/core/base64.h>
#include <mcp/jose/jws.h>
#include <mcp/jose/key_set.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

#include "catch.h"

using mcp::Json;
using mcp::to_text;
using mcp::jose::Algorithm;
using mcp::jose::Key;

namespace {

/// Verdicts that were the same, and the vectors where they were not.
struct Tally {
  int same_valid = 0;
  int same_invalid = 0;
  std::vector<std::string> others{};

  void add(const Json& vector, bool wanted, bool taken) {
    if (wanted == taken)
      ++(wanted ? same_valid : same_invalid);
    else
      others.push_back(to_text(vector["tcId"]) + ": " + to_text(vector["comment"]));
  }
};

Json groups_of(const std::string& name) {
  std::ifstream in(std::string(VECTORS) + "/" + name + ".json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto read = mcp::read_json(text);
  REQUIRE(std::holds_alternative<Json>(read));
  return std::get<Json>(read)["testGroups"];
}

std::string text_of(const Json& object, const char* name) { return object[name].get<std::string>(); }

std::string bytes_of(const Json& object, const char* name) {
  const std::string digits = text_of(object, name);
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return bytes;
}

std::string signature_of(const Json& test) {
  if (!test.contains("sig64")) return bytes_of(test, "sig");
  const auto bytes = mcp::from_base64(text_of(test, "sig64"));
  REQUIRE(bytes);
  return *bytes;
}

/// Files of signatures: the verdicts of the key, read of PEM.
void check_signatures(const std::string& name, Algorithm algorithm, int valid, int invalid) {
  Tally tally;
  for (const Json& group : groups_of(name)) {
    const auto key = Key::of_pem(text_of(group, "publicKeyPem"));
    REQUIRE(key);
    for (const Json& test : group["tests"]) {
      if (test["result"] == "acceptable") continue;
      tally.add(test, test["result"] == "valid",
                key->verifies(algorithm, bytes_of(test, "msg"), signature_of(test)));
    }
  }
  CAPTURE(name);
  CHECK(tally.others == std::vector<std::string>{});
  CHECK(tally.same_valid == valid);
  CHECK(tally.same_invalid == invalid);
}

bool is_taken(const Json& jwk, const std::string& token) {
  const auto jws = mcp::jose::read_jws(token);
  auto jwks = mcp::jose::read_jwks(to_text(jwk));
  if (!jwks) return false;
  std::vector<Algorithm> algorithms;
  for (const auto& key : jwks->keys) algorithms.push_back(key.algorithm.value_or(Algorithm::es256));
  const auto keys = mcp::jose::KeySet::make(*std::move(jwks), algorithms);
  return jws && keys && keys->signer_of(*jws) != nullptr;
}

/// What is valid in general, and yet no token for us.
bool is_not_for_us(const Json& test) {
  const std::string comment = text_of(test, "comment");
  if (comment == "emptyPayload" || comment == "InvalidCharacterInsertedInHeader" ||
      comment == "InvalidCharacterInsertedInPayload")
    return true;
  const auto jws = mcp::jose::read_jws(text_of(test, "jws"));
  return !jws && jws.error().message == "its `alg` is none that can be checked";
}

/// Two tokens that are to be refused for their padding have lost it, and are those of another test.
bool is_valid(const Json& group, const Json& test) {
  return std::ranges::any_of(group["tests"], [&](const Json& other) {
    return other["result"] == "valid" && other["jws"] == test["jws"];
  });
}

void check_tokens(const std::string& name, int valid, int not_for_us, int invalid) {
  Tally tally;
  int others = 0;
  for (const Json& group : groups_of(name)) {
    const Json& jwk = group.contains("public") ? group["public"] : group["private"];
    for (const Json& test : group["tests"]) {
      const bool wanted = is_valid(group, test);
      const bool other = wanted && is_not_for_us(test);
      others += other ? 1 : 0;
      tally.add(test, wanted && !other, is_taken(jwk, text_of(test, "jws")));
    }
  }
  CHECK(tally.others == std::vector<std::string>{});
  CHECK(tally.same_valid == valid);
  CHECK(others == not_for_us);
  CHECK(tally.same_invalid == invalid + not_for_us);
}

/// Some are no text, but a token in another form.
std::string token_of(const Json& test) {
  return test["jws"].is_string() ? text_of(test, "jws") : to_text(test["jws"]);
}

}  // namespace

TEST_CASE("JWT-17 RSA signatures with PKCS #1 padding") {
  check_signatures("rsa_signature_2048_sha256", Algorithm::rs256, 9, 249);
  check_signatures("rsa_signature_2048_sha384", Algorithm::rs384, 7, 250);
  check_signatures("rsa_signature_2048_sha512", Algorithm::rs512, 8, 250);
  check_signatures("rsa_signature_3072_sha256", Algorithm::rs256, 8, 250);
  check_signatures("rsa_signature_4096_sha256", Algorithm::rs256, 7, 250);
  check_signatures("compact/rsa_signature_3072_sha384", Algorithm::rs384, 7, 251);
  check_signatures("compact/rsa_signature_3072_sha512", Algorithm::rs512, 8, 251);
  check_signatures("compact/rsa_signature_4096_sha384", Algorithm::rs384, 7, 251);
  check_signatures("compact/rsa_signature_4096_sha512", Algorithm::rs512, 7, 251);
  check_signatures("compact/rsa_signature_8192_sha256", Algorithm::rs256, 7, 250);
  check_signatures("compact/rsa_signature_8192_sha384", Algorithm::rs384, 7, 251);
  check_signatures("compact/rsa_signature_8192_sha512", Algorithm::rs512, 7, 251);
}

TEST_CASE("JWT-17 RSA signatures with PSS padding") {
  check_signatures("rsa_pss_2048_sha256_mgf1_32", Algorithm::ps256, 63, 45);
  check_signatures("rsa_pss_3072_sha256_mgf1_32", Algorithm::ps256, 63, 45);
  check_signatures("rsa_pss_4096_sha256_mgf1_32", Algorithm::ps256, 63, 45);
}

TEST_CASE("JWT-17 ECDSA signatures") {
  check_signatures("ecdsa_secp256r1_sha256_p1363", Algorithm::es256, 173, 89);
  check_signatures("ecdsa_secp384r1_sha384_p1363", Algorithm::es384, 193, 87);
}

TEST_CASE("JWT-17 Ed25519 signatures") { check_signatures("ed25519", Algorithm::eddsa, 88, 63); }

TEST_CASE("JWT-17 codes of HMAC, whole, of secrets that are long enough") {
  Tally tally;
  for (const Json& group : groups_of("hmac_sha256")) {
    for (const Json& test : group["tests"]) {
      const auto key = Key::of_secret(bytes_of(test, "key"));
      const bool fits = group["keySize"] >= 256 && group["tagSize"] == 256;
      tally.add(test, test["result"] == "valid" && fits,
                key && key->verifies(Algorithm::hs256, bytes_of(test, "msg"), bytes_of(test, "tag")));
    }
  }
  CHECK(tally.others == std::vector<std::string>{});
  CHECK(tally.same_valid == 30);
  CHECK(tally.same_invalid == 144);
}

TEST_CASE("JWT-17 tokens") { check_tokens("json_web_signature", 30, 18, 353); }

TEST_CASE("JWT-17 tokens and sets of keys, as attackers mix them") {
  Tally tally;
  for (const Json& group : groups_of("json_web_crypto")) {
    const std::string comment = text_of(group, "comment");
    if (comment.starts_with("jwe_")) continue;    // what is encrypted is no token for us
    if (comment == "jws_rsa_roca_key") continue;  // see README.md
    const Json& keys = group.contains("public") ? group["public"] : group["private"];
    for (const Json& test : group["tests"])
      tally.add(test, test["result"] == "valid", is_taken(keys, token_of(test)));
  }
  CHECK(tally.others == std::vector<std::string>{});
  CHECK(tally.same_valid == 4);
  CHECK(tally.same_invalid == 44);
}

TEST_CASE("JWT-17 tokens and the keys that they may not be checked with") {
  check_tokens("json_web_key", 3, 2, 21);
}
