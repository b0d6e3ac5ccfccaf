// What an issuer says of itself, and what it may not say.
#include "catch.h"
#include "issuer.h"

using namespace oidc_test;
using fetch_test::Exchange;

namespace {

std::string with(std::string metadata, const std::string& old_text, const std::string& new_text) {
  const std::size_t at = metadata.find(old_text);
  REQUIRE(at != std::string::npos);
  return metadata.replace(at, old_text.size(), new_text);
}

}  // namespace

TEST_CASE("RS-09 metadata counts only if it names the very issuer that was asked for") {
  Issuer issuer;
  const std::string own = "\"issuer\":\"" + issuer.url() + '"';
  const std::string token = issuer.token(first_key(), "first");
  for (const std::string& said :
       {"\"issuer\":\"" + issuer.url() + "/\"", "\"issuer\":\"" + issuer.url("/realms/X") + '"',
        "\"issuer\":\"" + issuer.url("/realms/y") + '"', "\"issuer\":\"" + issuer.url("") + '"',
        std::string("\"issuer\":\"https://issuer.example\""), std::string("\"issuer\":\"\""),
        std::string("\"issuer\":null"), "\"issuer\":[\"" + issuer.url() + "\"]",
        std::string("\"other\":\"\"")}) {
    CAPTURE(said);
    issuer.answer_metadata(with(issuer.metadata(), own, said));
    CHECK(whom(*make(options_for(issuer)), token) == "503");
  }
  CHECK(issuer.asked_for_keys() == 0);
  issuer.answer_metadata(issuer.metadata());
  CHECK(whom(*make(options_for(issuer)), token) == "ann");
}

TEST_CASE("RS-09 metadata leads only to its own origin, or by https to public addresses") {
  Issuer issuer, other;
  const std::string own = issuer.url("/keys");
  for (const std::string& keys :
       {other.url("/keys"), std::string("http://169.254.169.254/latest/meta-data"),
        std::string("https://169.254.169.254/latest"), std::string("https://127.0.0.1:1/keys"),
        std::string("https://[::1]:1/keys"), std::string("https://[::ffff:10.0.0.1]/keys"),
        std::string("http://issuer.example/keys"), std::string("file:///etc/passwd"), std::string("/keys"),
        std::string("")}) {
    CAPTURE(keys);
    issuer.answer_metadata(with(issuer.metadata(), own, keys));
    CHECK(whom(*make(options_for(issuer)), issuer.token(first_key(), "first")) == "503");
  }
  CHECK(issuer.asked_for_keys() == 0);
  CHECK(other.asked_for_keys() == 0);
  issuer.answer_metadata(R"({"issuer":")" + issuer.url() + "\"}");
  CHECK(whom(*make(options_for(issuer)), issuer.token(first_key(), "first")) == "503");
}

TEST_CASE(
    "RS-09 metadata may be where RFC 8414 puts it, and is looked for elsewhere only if it is not there") {
  Issuer issuer;
  const std::string first = "/realms/x/.well-known/openid-configuration";
  const std::string second = "/.well-known/oauth-authorization-server/realms/x";
  const std::string third = "/.well-known/openid-configuration/realms/x";
  const std::string token = issuer.token(first_key(), "first");
  const auto missing = [](Exchange& exchange) { exchange.answer(404, "{}"); };
  issuer.answer(first, missing);
  issuer.answer(second, issuer.metadata());
  CHECK(whom(*make(options_for(issuer)), token) == "ann");
  CHECK(issuer.asked(first) == 1);
  CHECK(issuer.asked(third) == 0);
  issuer.answer(second, missing);
  issuer.answer(third, issuer.metadata());
  CHECK(whom(*make(options_for(issuer)), token) == "ann");
  issuer.answer(third, missing);
  CHECK(whom(*make(options_for(issuer)), token) == "503");
  // One that lies, or fails, is not passed over.
  issuer.answer(third, issuer.metadata());
  issuer.answer(first, R"({"issuer":"https://other.example"})");
  CHECK(whom(*make(options_for(issuer)), token) == "503");
  issuer.answer(first, [](Exchange& exchange) { exchange.answer(500, "{}"); });
  CHECK(whom(*make(options_for(issuer)), token) == "503");
}

TEST_CASE(
    "where the operator says where the keys are nothing is discovered, and an issuer may have any name") {
  Issuer issuer;
  auto options = options_for(issuer);
  options.jwks_uri = issuer.url("/keys");
  CHECK(whom(*make(options), issuer.token(first_key(), "first")) == "ann");
  CHECK(issuer.requests().size() == 1);
  options.issuer = "ours";
  const std::string claims =
      R"({"iss":"ours","aud":")" + std::string(kAudience) + R"(","sub":"ann","exp":1900000000})";
  CHECK(whom(*make(options), first_key().token(claims)) == "ann");
}

TEST_CASE("OUT-04 an issuer is asked over TLS, and has to prove who it is") {
  const tls_test::Authority authority, other("Other CA");
  Issuer issuer(authority.issue("issuer"));
  auto options = options_for(issuer);
  options.insecure_issuer = false;
  options.ca = authority.cert();
  const std::string token = issuer.token(first_key(), "first");
  CHECK(whom(*make(options), token) == "ann");
  options.ca = other.cert();
  CHECK(whom(*make(options), token) == "503");
  options.insecure_issuer = true;
  CHECK(whom(*make(options), token) == "503");
}
