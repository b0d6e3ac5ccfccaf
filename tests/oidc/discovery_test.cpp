// What an issuer says of itself, and what it may not say.
#include "catch.h"
#include "issuer.h"

using namespace oidc_test;
using fetch_test::Exchange;

namespace {

constexpr const char* kMetadata = "/realms/x/.well-known/openid-configuration";

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
  const std::string first = kMetadata;
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

TEST_CASE("RS-09 metadata that cannot be had is looked for once in a while, however many tokens come") {
  Issuer issuer;
  issuer.answer("/introspect", R"({"active":false})");
  issuer.answer_metadata("{}");
  auto options = options_for(issuer);
  options.introspection = {.client_id = "us", .client_secret = "ours"};
  const auto retry = [&](std::chrono::milliseconds pause) {
    const auto oidc = make(options);
    const int asked = issuer.asked(kMetadata);
    int number = 0;
    const auto flood = [&] {
      std::vector<std::thread> threads;
      for (int i = 0; i < 8; ++i)
        threads.emplace_back(
            [&, token = "opaque" + std::to_string(number++)] { CHECK(whom(*oidc, token) == "503"); });
      for (std::thread& each : threads) each.join();
    };
    flood();
    Clocks::advance(pause - 1ms);
    flood();
    CHECK(issuer.asked(kMetadata) == asked);
    Clocks::advance(1ms);
    flood();
    CHECK(issuer.asked(kMetadata) == asked + 1);
    issuer.answer_metadata(issuer.metadata());
    Clocks::advance(pause);
    CHECK(whom(*oidc, "opaque") == "401");
    CHECK(issuer.asked(kMetadata) == asked + 2);
    issuer.answer_metadata("{}");
  };
  retry(10s);
  options.jwks_uri = issuer.url("/keys");  // which are there
  retry(60s);
}

TEST_CASE("RS-09 metadata is read anew when the keys are") {
  for (const bool named : {false, true}) {
    Issuer issuer;
    const std::string good = R"({"active":true,"aud":")" + std::string(kAudience) + R"(","sub":"ann"})";
    issuer.answer("/introspect", R"({"active":false})");
    issuer.answer("/moved", good);
    auto options = options_for(issuer);
    options.introspection = {.client_id = "us", .client_secret = "ours"};
    if (named) options.jwks_uri = issuer.url("/keys");
    const auto oidc = make(options);
    CHECK(whom(*oidc, "one") == "401");
    issuer.answer_metadata(with(issuer.metadata(), issuer.url("/introspect"), issuer.url("/moved")));
    CHECK(whom(*oidc, "two") == "401");
    REQUIRE(oidc->load());
    CHECK(whom(*oidc, "three") == "ann");
    issuer.answer_metadata("{}");
    CHECK(oidc->load().has_value() == named);
    CHECK(whom(*oidc, "four") == "ann");  // as it was
  }
}

TEST_CASE(
    "where the operator says where the keys are nothing is discovered, and an issuer may have any name") {
  Issuer issuer;
  auto options = options_for(issuer);
  options.jwks_uri = issuer.url("/keys");
  CHECK(whom(*make(options), issuer.token(first_key(), "first")) == "ann");
  CHECK(issuer.requests().size() == 1);
  options.issuer = "ours";
  const std::string claims = R"({"iss":"ours","aud":")" + std::string(kAudience) +
                             R"(","sub":"ann","client_id":"app","exp":1900000000})";
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
