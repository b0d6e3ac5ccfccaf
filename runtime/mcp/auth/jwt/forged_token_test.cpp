// Who brings what the issuer has not signed.

#include "jwt_fixture.h"

#include <mcp/auth/jwt/key_source.h>

using namespace tst;

namespace {

/// An issuer that shows other keys when it is asked.
struct Source final : mcp::auth::KeySource {
  explicit Source(const TokenSigner& first) : shown(of(first)) {}

  static Keys of(const TokenSigner& signer) {
    return *mcp::auth::use_keys(*mcp::jose::read_jwks(signer.jwk()), {Algorithm::es256});
  }
  Keys keys() override { return shown; }
  bool may_renew() override { return allowed; }
  void renew() override {
    if (allowed && next) shown = next;
  }

  Keys shown;
  Keys next{};
  bool allowed = true;
};

}  // namespace

TEST_CASE("LOAD-17 who brings tokens that the issuer has not signed is made to wait, and nobody else") {
  Jwt::Options with = options();
  with.failures.first_wait = with.failures.longest_wait = 1h;
  const auto jwt = make(std::move(with));
  const TokenSigner other(Algorithm::es256);
  const std::string forged = other.token(kClaims);
  const auto answer_to = [&](const std::string& token, const char* address) {
    const auto at_once = jwt->recognise(bearer(token).from(address));
    REQUIRE(at_once);
    return at_once->has_value() ? mcp::Error{} : at_once->error();
  };
  using Code = mcp::Error::Code;
  for (int i = 0; i < 10; ++i) CHECK(answer_to(forged, "192.0.2.1").code == Code::unauthorized);
  const mcp::Error late = answer_to(forged, "192.0.2.1");
  CHECK(late.code == Code::rate_limited);
  CHECK(late.retry_after > 3000s);
  CHECK(jwt->authenticate(bearer(forged).from("192.0.2.1")).error().code == Code::rate_limited);

  CHECK(jwt->authenticate(bearer(signer().token(kClaims)).from("192.0.2.1")));
  CHECK(answer_to(forged, "192.0.2.2").code == Code::unauthorized);
  const std::string expired = signer().token(
      R"({"iss":"https://issuer.example","aud":"https://api.example/mcp","sub":"ann","scope":"","exp":1})");
  const std::string of_another = other.token(R"({"iss":"https://other.example"})");
  for (int i = 0; i < 20; ++i) {
    CHECK(answer_to(expired, "192.0.2.3").code == Code::unauthorized);
    CHECK(answer_to(of_another, "192.0.2.4").code == Code::unauthorized);
    CHECK(answer_to(forged, "").code == Code::unauthorized);  // many stand behind it
  }
}

TEST_CASE("LOAD-17 a token counts once, however often its request is looked at") {
  Jwt::Options with = options();
  with.failures.first_wait = with.failures.longest_wait = 1h;
  const auto jwt = make(std::move(with));
  const std::string forged = TokenSigner(Algorithm::es256).token(kClaims);
  using Code = mcp::Error::Code;
  for (int i = 0; i < 9; ++i) {
    CHECK(jwt->recognise(bearer(forged).from("192.0.2.1"))->error().code == Code::unauthorized);
    CHECK(jwt->authenticate(bearer(forged).from("192.0.2.1").again()).error().code == Code::unauthorized);
    CHECK(jwt->recognise(bearer(forged).from("192.0.2.1").again())->error().code == Code::unauthorized);
  }
  CHECK(jwt->authenticate(bearer(forged).from("192.0.2.1")).error().code == Code::unauthorized);
  CHECK(jwt->authenticate(bearer(forged).from("192.0.2.1").again()).error().code == Code::rate_limited);
}

TEST_CASE("LOAD-17 a key that nobody knows costs no signature, and makes nobody wait") {
  Jwt::Options with = options();
  with.public_key = signer().jwk(R"(,"kid":"today")");
  const auto jwt = make(std::move(with));
  const TokenSigner other(Algorithm::es256);
  const auto tried = [&](const char* kid, const char* address) {
    const std::string header = R"({"alg":"ES256","kid":")" + std::string(kid) + "\"}";
    const std::string token = other.token(kClaims, header);
    auto last = mcp::Error::Code::internal;
    for (int i = 0; i < 20; ++i) last = jwt->authenticate(bearer(token).from(address)).error().code;
    return last;
  };
  CHECK(tried("tomorrow", "192.0.2.1") == mcp::Error::Code::unauthorized);
  CHECK(tried("today", "192.0.2.2") == mcp::Error::Code::rate_limited);
}

TEST_CASE("LOAD-17 RS-04 a token that names no key counts once the issuer's newest have not signed it") {
  const TokenSigner newest(Algorithm::es256);
  const auto source = std::make_shared<Source>(signer());
  Jwt::Options with = options();
  with.failures.first_wait = with.failures.longest_wait = 1h;
  Jwt jwt(std::move(with), source);
  REQUIRE(jwt.load());
  const std::string token = newest.token(kClaims);
  using Code = mcp::Error::Code;
  const auto looked_at_twice = [&](const char* address) {
    const auto at_once = jwt.recognise(bearer(token).from(address));
    CHECK(at_once.has_value() != source->allowed);
    return jwt.authenticate(bearer(token).from(address).again()).error().code;
  };
  for (int i = 0; i < 10; ++i) CHECK(looked_at_twice("192.0.2.1") == Code::unauthorized);
  CHECK(looked_at_twice("192.0.2.1") == Code::rate_limited);
  source->allowed = false;
  for (int i = 0; i < 9; ++i) CHECK(looked_at_twice("192.0.2.2") == Code::unauthorized);
  CHECK(looked_at_twice("192.0.2.2") == Code::rate_limited);
  source->allowed = true;
  source->next = Source::of(newest);
  CHECK(jwt.authenticate(bearer(token).from("192.0.2.1")));
}
