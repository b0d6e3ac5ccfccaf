#include "jwt_fixture.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"

using namespace tst;

namespace {

std::string why_not(void (*change)(Jwt::Options&)) {
  Jwt::Options with = options();
  change(with);
  const auto loaded = Jwt(std::move(with)).load();
  return loaded ? "made" : loaded.error().message;
}

bool lets_in(Jwt& jwt, const Head& head) {
  const auto principal = jwt.authenticate(head);
  if (principal) return true;
  CHECK(principal.error().code == mcp::Error::Code::unauthorized);
  CHECK(principal.error().message == "a valid access token is needed");
  return false;
}

}  // namespace

TEST_CASE("whoever brings a token of the issuer for this server is let in") {
  const auto jwt = make();
  const auto principal = jwt->authenticate(bearer(signer().token(kClaims)));
  REQUIRE(principal);
  CHECK(principal->issuer == "https://issuer.example");
  CHECK(principal->subject == "ann");
  CHECK(principal->has_scope("read"));
  CHECK_THAT(principal->claims, ContainsSubstring(R"("exp":1800000300)"));
}

TEST_CASE("the token stands behind Bearer, in any letter case") {
  const auto jwt = make();
  const std::string token = signer().token(kClaims);
  for (const char* scheme : {"Bearer ", "bearer ", "BEARER ", "bEaReR  "})
    CHECK(lets_in(*jwt, with_authorization(scheme + token)));
  CHECK_FALSE(lets_in(*jwt, Head()));
  for (const std::string& value :
       {std::string(), std::string("Bearer"), std::string("Bearer "), token, "Basic " + token,
        "Bearer" + token, "Bearer\t" + token, "Token " + token, "Bearer " + token + " " + token,
        "Bearer " + token + ",", "Bearer \"" + token + '"'}) {
    CAPTURE(value);
    CHECK_FALSE(lets_in(*jwt, with_authorization(value)));
  }
}

TEST_CASE("only whoever brought a token hears that it is not valid") {
  const auto jwt = make();
  CHECK(jwt->challenge(Head()) == R"(Bearer realm="mcp")");
  CHECK(jwt->challenge(with_authorization("Basic YTpi")) == R"(Bearer realm="mcp")");
  CHECK(jwt->challenge(bearer("x")) == R"(Bearer realm="mcp", error="invalid_token")");
}

TEST_CASE("the log is told why a token was refused, and nothing of the token") {
  const auto jwt = make();
  const std::string token = signer().token(R"({"iss":"https://evil.example"})");
  const Head head = bearer(token);
  CHECK_FALSE(lets_in(*jwt, head));
  CHECK(head.why() == "the token: it is of another issuer");
  const Head good = bearer(signer().token(kClaims));
  CHECK(lets_in(*jwt, good));
  CHECK(good.why().empty());
}

TEST_CASE("JWT-01 JWT-02 a token cannot choose how it is checked") {
  const auto jwt = make();
  for (const char* alg : {"none", "HS256", "ES384", "RS256"})
    CHECK_FALSE(lets_in(*jwt, bearer(signer().token(kClaims, R"({"alg":")" + std::string(alg) + "\"}"))));
  const auto unsigned_token = to_base64url(R"({"alg":"none"})") + "." + to_base64url(kClaims) + ".";
  CHECK_FALSE(lets_in(*jwt, bearer(unsigned_token)));
  for (const std::string& known : {signer().public_pem(), signer().public_der(), signer().jwk()})
    CHECK_FALSE(lets_in(*jwt, bearer(TokenSigner::with_secret(known).token(kClaims))));
  CHECK_FALSE(lets_in(*jwt, bearer(TokenSigner(Algorithm::es256).token(kClaims))));
}

TEST_CASE("JWT-12 the token's own type counts") {
  const auto jwt = make();
  for (const char* type : {"at+jwt", "AT+JWT", "application/at+jwt", "JWT"})
    CHECK(lets_in(*jwt,
                  bearer(signer().token(kClaims, R"({"alg":"ES256","typ":")" + std::string(type) + "\"}"))));
  CHECK_FALSE(lets_in(*jwt, bearer(signer().token(kClaims, R"({"alg":"ES256","typ":"logout+jwt"})"))));
}

TEST_CASE("JWT-13 the payload is one JSON object without twins") {
  const auto jwt = make();
  REQUIRE(lets_in(*jwt, bearer(signer().token(kClaims))));
  const std::string claims = kClaims;
  for (const std::string& payload :
       {std::string("[]"), std::string("text"), std::string("null"), "[" + claims + "]", claims + claims,
        R"({"iss":"https://evil.example",)" + claims.substr(1), claims.substr(0, claims.size() - 1),
        std::string("\xff\xfe{\0}\0", 6)}) {
    CAPTURE(payload);
    CHECK_FALSE(lets_in(*jwt, bearer(signer().token(payload))));
  }
}

TEST_CASE("JWT-14 tokens that are large or deep are refused") {
  const auto jwt = make();
  const auto with = [](const std::string& more) {
    return bearer(signer().token(std::string(kClaims, std::string_view(kClaims).size() - 1) + more + "}"));
  };
  CHECK(lets_in(*jwt, with(R"(,"a":")" + std::string(4000, 'a') + '"')));
  CHECK_FALSE(lets_in(*jwt, with(R"(,"a":")" + std::string(8000, 'a') + '"')));
  CHECK_FALSE(lets_in(*jwt, with(R"(,"a":")" + std::string(64 * 1024, 'a') + '"')));
  CHECK(lets_in(*jwt, with(R"(,"a":)" + std::string(10, '[') + std::string(10, ']'))));
  CHECK_FALSE(lets_in(*jwt, with(R"(,"a":)" + std::string(1000, '[') + std::string(1000, ']'))));
}

TEST_CASE("JWT-09 a token that is remembered expires like any other") {
  for (const std::size_t remembered : {0U, 1000U}) {
    Jwt::Options with = options();
    with.remembered = remembered;
    const auto jwt = make(std::move(with));
    const Head head = bearer(signer().token(kClaims));
    const auto good_at = [&](Jwt::Clock::duration time) {
      clock_shows = Jwt::Clock::time_point(1'800'000'000s + time);
      return lets_in(*jwt, head);
    };
    CHECK(good_at(0s));
    CHECK(good_at(299s));
    CHECK(good_at(300s));
    CHECK(good_at(359s));
    CHECK_FALSE(good_at(360s));
    CHECK_FALSE(good_at(24h));
    CHECK(good_at(0s));
  }
}

TEST_CASE("JWT-09 until when somebody is known does not depend on when the token was seen") {
  const auto jwt = make();
  const Head head = bearer(signer().token(kClaims));
  for (const auto later : {0s, 100s}) {
    clock_shows = Jwt::Clock::time_point(1'800'000'000s + later);
    const auto principal = jwt->authenticate(head);
    REQUIRE(principal);
    CHECK(principal->expires == Jwt::Clock::time_point(1'800'000'360s));
    CHECK(jwt->still_stands(*principal));
  }
}

TEST_CASE("JWT-16 no bit of a token that is remembered can be changed") {
  const auto jwt = make();
  const std::string token = signer().token(kClaims);
  REQUIRE(lets_in(*jwt, bearer(token)));
  for (std::size_t bit = 0; bit < 8 * token.size(); ++bit) {
    std::string changed = token;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    CAPTURE(bit);
    CHECK_FALSE(lets_in(*jwt, bearer(changed)));
  }
  CHECK(lets_in(*jwt, bearer(token)));
}

TEST_CASE("keys are PEM, a JSON Web Key or a set of them, or else there is a secret") {
  Jwt::Options with = options();
  with.public_key = signer().jwk();
  CHECK(lets_in(*make(with), bearer(signer().token(kClaims))));
  with.public_key = R"({"keys":[)" + signer().jwk(R"(,"kid":"a")") + R"(,{"kty":"new"}]})";
  {
    StderrPipe pipe;
    CHECK(lets_in(*make(with), bearer(signer().token(kClaims, R"({"alg":"ES256","kid":"a"})"))));
    CHECK_THAT(pipe.read_all(), ContainsSubstring("keys[1]: a key other than RSA"));
  }
  const std::string secret(32, 's');
  with.algorithms = {"HS256"};
  with.public_key = "";
  with.secret = secret;
  CHECK(lets_in(*make(with), bearer(TokenSigner::with_secret(secret).token(kClaims))));
  CHECK_FALSE(lets_in(*make(with), bearer(TokenSigner::with_secret(secret + "s").token(kClaims))));
}

TEST_CASE("JWT-03 JWT-06 with weak keys nothing starts") {
  CHECK_THAT(why_not([](Jwt::Options& with) {
               with.public_key = TokenSigner::unfit("RSA:1024").public_pem();
               with.algorithms = {"RS256"};
             }),
             ContainsSubstring("of 1024 bits"));
  CHECK_THAT(why_not([](Jwt::Options& with) {
               with.public_key = "";
               with.secret = std::string(31, 's');
               with.algorithms = {"HS256"};
             }),
             ContainsSubstring("has 31 bytes"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.public_key = ""; }),
             ContainsSubstring("either keys or a secret"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.secret = std::string(32, 's'); }),
             ContainsSubstring("either keys or a secret"));
}

TEST_CASE("JWT-01 what keys are for is said, and never `none`") {
  CHECK_THAT(why_not([](Jwt::Options& with) {
               with.algorithms = {"ES256", "none"};
             }),
             ContainsSubstring("'none' is no algorithm"));
  CHECK_THAT(why_not([](Jwt::Options& with) {
               with.algorithms = {"ES256", "HS256"};
             }),
             ContainsSubstring("cannot be mixed"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.algorithms = {"RS256"}; }),
             ContainsSubstring("none of the algorithms"));
}

TEST_CASE("JWT-09 JWT-10 JWT-11 options that would let in too many are refused") {
  CHECK(why_not([](Jwt::Options& with) { with.leeway = 60s; }) == "made");
  CHECK_THAT(why_not([](Jwt::Options& with) { with.leeway = 61s; }), ContainsSubstring("0 to 60"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.token_type = "jwt"; }), ContainsSubstring("at+jwt"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.leeway = -1s; }), ContainsSubstring("0 to 60"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.audience = ""; }), ContainsSubstring("no audience"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.issuer = ""; }), ContainsSubstring("no name"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.remembered = 100'001; }), ContainsSubstring("100000"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.realm = "a\"b"; }), ContainsSubstring("cannot quote"));
  CHECK_THAT(why_not([](Jwt::Options& with) { with.realm = "a\r\nb"; }), ContainsSubstring("cannot quote"));
}

TEST_CASE("keys that are read anew count from then on, and those that cannot be read change nothing") {
  const ScratchFolder folder;
  const TokenSigner other(Algorithm::es256);
  folder.file("issuer.pem", signer().public_pem());
  Jwt::Options with = options();
  with.public_key = "${file:" + folder.path("issuer.pem") + "}";
  const auto jwt = make(std::move(with));
  const Head ours = bearer(signer().token(kClaims)), theirs = bearer(other.token(kClaims));
  CHECK(lets_in(*jwt, ours));
  CHECK_FALSE(lets_in(*jwt, theirs));

  folder.file("issuer.pem", "-----BEGIN PUBLIC KEY-----\nnone\n");
  CHECK_FALSE(jwt->load());
  CHECK(lets_in(*jwt, ours));
  folder.file("issuer.pem", other.public_pem());
  CHECK(jwt->load());
  CHECK_FALSE(lets_in(*jwt, ours));  // though it was found to be good before
  CHECK(lets_in(*jwt, theirs));
}

TEST_CASE("MCP-14 whoever was let in stands until the token expires, or its key is one no more") {
  for (const bool shared : {false, true}) {
    const ScratchFolder folder;
    const std::string secret(32, 's'), other(32, 'o');
    const TokenSigner by_secret = TokenSigner::with_secret(secret);
    const TokenSigner another(Algorithm::es256);
    folder.file("key", shared ? secret : signer().public_pem());
    auto with = options();
    with.algorithms = {};
    (shared ? with.secret : with.public_key) = "${file:" + folder.path("key") + "}";
    if (shared) with.public_key.clear();
    const auto jwt = make(with);
    const auto principal = jwt->authenticate(bearer((shared ? by_secret : signer()).token(kClaims)));
    REQUIRE(principal);
    REQUIRE(jwt->load());  // the same key, read again
    CHECK(jwt->still_stands(*principal));
    CHECK_FALSE(jwt->still_stands({.issuer = principal->issuer, .subject = "ann"}));
    auto of_another = *principal;
    of_another.issuer = "https://other.example";
    CHECK_FALSE(jwt->still_stands(of_another));
    clock_shows += 359s;
    CHECK(jwt->still_stands(*principal));
    clock_shows += 1s;
    CHECK_FALSE(jwt->still_stands(*principal));
    clock_shows -= 360s;
    folder.file("key", shared ? other : another.public_pem());
    REQUIRE(jwt->load());
    CHECK_FALSE(jwt->still_stands(*principal));
  }
}

TEST_CASE("a key that is not where the operator says is told as what it is") {
  Jwt::Options with = options();
  with.public_key = "${file:/nowhere/issuer.pem}";
  const auto loaded = Jwt(std::move(with)).load();
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == mcp::Error::Code::invalid_params);
  CHECK_THAT(loaded.error().message, ContainsSubstring("/nowhere/issuer.pem"));
}

TEST_CASE("nobody is let in before keys were read") {
  Jwt jwt(options());
  const auto principal = jwt.authenticate(bearer(signer().token(kClaims)));
  REQUIRE_FALSE(principal);
  CHECK(principal.error().code == mcp::Error::Code::internal);
}

TEST_CASE("without a list of algorithms those of the kind of key count") {
  Jwt::Options with = options();
  with.algorithms.clear();
  CHECK(lets_in(*make(with), bearer(signer().token(kClaims))));
  const std::string secret = "a secret of thirty-two bytes, yes";
  with.public_key = "";
  with.secret = secret;
  CHECK(lets_in(*make(with), bearer(TokenSigner::with_secret(secret).token(kClaims))));
}
