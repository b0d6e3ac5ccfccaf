// Keys that an issuer publishes, changes and takes back.
#include <mcp/core/ascii.h>

#include "catch.h"
#include "issuer.h"
#include "stderr_pipe.h"

using namespace oidc_test;
using tst::TokenSigner;

namespace {

int count_of(std::string_view what, std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string_view::npos; ++at) ++count;
  return count;
}

}  // namespace

TEST_CASE("whoever brings a token of the issuer is let in, by the keys that it publishes") {
  const Issuer issuer;
  const auto oidc = make(options_for(issuer));
  const auto principal = oidc->authenticate(Head(issuer.token(first_key(), "first")));
  REQUIRE(principal);
  CHECK(principal->issuer == issuer.url());
  CHECK(principal->subject == "ann");
  CHECK(whom(*oidc, issuer.token(second_key(), "first")) == "401");
  CHECK(whom(*oidc, "nonsense") == "401");
  CHECK(outcome(oidc->authenticate(Head())) == "401");
  CHECK(oidc->challenge(Head()) == R"(Bearer realm="mcp")");
}

TEST_CASE("whoever is known is recognised without waiting, and nobody else is") {
  const Issuer issuer;
  const auto oidc = make(options_for(issuer));
  const Head known(issuer.token(first_key(), "first")), unknown(issuer.token(second_key(), "second"));
  REQUIRE(oidc->recognise(known));
  CHECK(outcome(*oidc->recognise(known)) == "ann");
  REQUIRE(oidc->recognise(Head()));
  CHECK(outcome(*oidc->recognise(Head())) == "401");
  // The issuer was asked just now.
  REQUIRE(oidc->recognise(unknown));
  CHECK(outcome(*oidc->recognise(unknown)) == "401");
  Clocks::advance(61s);
  CHECK_FALSE(oidc->recognise(unknown));
  CHECK(outcome(*oidc->recognise(known)) == "ann");
  CHECK(issuer.asked_for_keys() == 1);
  CHECK(outcome(oidc->authenticate(unknown)) == "401");
  CHECK(outcome(*oidc->recognise(unknown)) == "401");
  CHECK(issuer.asked_for_keys() == 2);
}

TEST_CASE("RS-03 tokens with unknown keys make the issuer be asked once in a while, by one thread") {
  Issuer issuer;
  const auto oidc = make(options_for(issuer));
  CHECK(issuer.asked_for_keys() == 1);
  const std::string claims = tst::to_base64url(R"({"iss":")" + issuer.url() + "\"}");
  const auto flood = [&] {
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 200; ++i) {
          const std::string kid = std::to_string(thread) + "-" + std::to_string(i);
          static_cast<void>(oidc->authenticate(Head("e30.e30." + kid)));
          static_cast<void>(oidc->authenticate(
              Head(tst::to_base64url(R"({"alg":"ES256","kid":")" + kid + "\"}") + "." + claims + ".AAAA")));
        }
      });
    }
    for (std::thread& each : threads) each.join();
  };
  flood();
  CHECK(issuer.asked_for_keys() == 1);
  Clocks::advance(59999ms);
  flood();
  CHECK(issuer.asked_for_keys() == 1);
  Clocks::advance(1ms);
  flood();
  CHECK(issuer.asked_for_keys() == 2);
}

TEST_CASE("RS-03 whoever comes while the issuer is asked waits for its answer") {
  Issuer issuer;
  const auto oidc = make(options_for(issuer));
  Clocks::advance(60s);
  const std::string keys = R"({"keys":[)" + jwk(second_key(), "second") + "]}";
  issuer.answer("/keys", [&](fetch_test::Exchange& exchange) {
    exchange.wait(200ms);
    exchange.answer(200, keys);
  });
  std::atomic<int> let_in = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      if (whom(*oidc, issuer.token(second_key(), "second")) == "ann") ++let_in;
    });
  }
  for (std::thread& each : threads) each.join();
  CHECK(let_in == 6);
  CHECK(issuer.asked_for_keys() == 2);
}

TEST_CASE("RS-03 a wrong signature or a key named by a token is no reason to ask") {
  const Issuer issuer;
  const auto oidc = make(options_for(issuer));
  Clocks::advance(61s);
  CHECK(whom(*oidc, issuer.token(second_key(), "first")) == "401");
  const std::string header = R"({"alg":"ES256","kid":"first","jku":")" + issuer.url("/evil") +
                             R"(","x5u":")" + issuer.url("/evil") + "\"}";
  CHECK(whom(*oidc, second_key().token("{}", header)) == "401");
  CHECK(issuer.asked_for_keys() == 1);
  CHECK(issuer.asked("/evil") == 0);
}

TEST_CASE("RS-04 a new key is good at once, an old one until it is taken back, and nobody else notices") {
  Issuer issuer;
  const auto oidc = make(options_for(issuer));
  const std::string old_token = issuer.token(first_key(), "first"), steady = old_token;
  const std::string new_token = issuer.token(second_key(), "second");
  CHECK(whom(*oidc, old_token) == "ann");

  issuer.answer_keys(jwk(first_key(), "first") + "," + jwk(second_key(), "second"));
  CHECK(whom(*oidc, new_token) == "401");  // asked a moment ago
  Clocks::advance(60s);
  CHECK(whom(*oidc, new_token) == "ann");
  CHECK(whom(*oidc, old_token) == "ann");

  issuer.answer_keys(jwk(second_key(), "second"));
  CHECK(whom(*oidc, old_token) == "ann");  // its removal was not fetched
  Clocks::advance(600s);
  CHECK(whom(*oidc, issuer.token(first_key(), "third")) == "401");  // makes the issuer be asked
  CHECK(whom(*oidc, old_token) == "401");                           // though it was found good before
  CHECK(whom(*oidc, new_token) == "ann");
}

TEST_CASE("RS-04 an issuer that names no keys may change them as well") {
  Issuer issuer;
  const auto [of_first, of_second] =
      GENERATE(std::pair<const char*, const char*>("", ""), std::pair(R"(,"kid":"a")", R"(,"kid":"b")"));
  issuer.answer_keys(first_key().jwk(of_first));
  const auto oidc = make(options_for(issuer));
  const std::string old_token = issuer.token(first_key(), {}), new_token = issuer.token(second_key(), {});
  CHECK(whom(*oidc, old_token) == "ann");
  CHECK(whom(*oidc, new_token) == "401");  // asked a moment ago
  SECTION("one takes the place of the other") {
    issuer.answer_keys(second_key().jwk(of_second));
    Clocks::advance(60s);
    CHECK(whom(*oidc, new_token) == "ann");
    for (int i = 0; i < 3; ++i) CHECK(whom(*oidc, old_token) == "401");
    CHECK(issuer.asked_for_keys() == 2);
  }
  SECTION("there are both for a time") {
    issuer.answer_keys(first_key().jwk(of_first) + "," + second_key().jwk(of_second));
    Clocks::advance(60s);
    CHECK(whom(*oidc, new_token) == "ann");
    CHECK(whom(*oidc, old_token) == "ann");
  }
}

TEST_CASE("RS-04 the issuer is asked for its keys now and then, by itself") {
  Issuer issuer;
  auto options = options_for(issuer);
  options.refresh = 30ms;
  options.cooldown = 10ms;
  options.now = std::chrono::steady_clock::now;
  const auto oidc = make(options);
  const std::string token = issuer.token(first_key(), "first");
  CHECK(whom(*oidc, token) == "ann");
  const int asked = issuer.asked_for_keys();
  CHECK(becomes([&] { return issuer.asked_for_keys() >= asked + 3; }));
  issuer.answer_keys(jwk(second_key(), "first"));
  CHECK(becomes([&] {
    const auto found = oidc->recognise(Head(token));
    return found && outcome(*found) == "401";
  }));
}

TEST_CASE("a key that is of no use is told of when it comes, not each time that the issuer is asked") {
  Issuer issuer;
  const std::string unused = "," + jwk(second_key(), "other", R"(,"use":"enc")");  // as Keycloak has one
  issuer.answer_keys(jwk(first_key(), "first") + unused);
  tst::StderrPipe log;
  std::string said;
  const auto told = [&] {
    said += log.read_all();
    return count_of("a key of the issuer is not used", said);
  };
  const auto oidc = make(options_for(issuer));
  CHECK(whom(*oidc, issuer.token(first_key(), "first")) == "ann");
  CHECK(told() == 1);
  Clocks::advance(600s);
  CHECK(whom(*oidc, issuer.token(first_key(), "third")) == "401");  // makes the issuer be asked
  CHECK(issuer.asked_for_keys() == 2);
  CHECK(told() == 1);
  issuer.answer_keys(jwk(first_key(), "third") + unused);
  Clocks::advance(600s);
  CHECK(whom(*oidc, issuer.token(first_key(), "third")) == "ann");
  CHECK(told() == 2);
}

TEST_CASE("RS-04 under load no token of a key that is listed is refused while keys come and go") {
  Issuer issuer;
  auto options = options_for(issuer);
  options.refresh = 5ms;
  options.cooldown = 5ms;
  options.now = std::chrono::steady_clock::now;
  const auto oidc = make(options);
  const std::string token = issuer.token(first_key(), "first");
  std::atomic<bool> done = false;
  std::atomic<int> refused = 0, let_in = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      while (!done) (whom(*oidc, token) == "ann" ? let_in : refused)++;
    });
  }
  for (int i = 0; i < 20; ++i) {
    issuer.answer_keys(jwk(first_key(), "first") + "," + jwk(second_key(), "other" + std::to_string(i)));
    std::this_thread::sleep_for(10ms);
  }
  done = true;
  for (std::thread& each : threads) each.join();
  CHECK(refused == 0);
  CHECK(let_in > 0);
  CHECK(issuer.asked_for_keys() > 3);
}

TEST_CASE("RS-06 only public keys for signatures are taken from an issuer") {
  Issuer issuer;
  const std::string secret = "a secret of thirty-two bytes, yes";
  const std::string oct = R"({"kty":"oct","kid":"first","k":")" + tst::to_base64url(secret) + "\"}";
  struct Case {
    std::string keys;
    std::string whom;
  };
  const Case cases[] = {
      {jwk(first_key(), "first", R"(,"use":"sig","alg":"ES256")"), "ann"},
      {jwk(first_key(), "first", R"(,"use":"enc")"), "503"},
      {jwk(first_key(), "first", R"(,"key_ops":["sign"])"), "503"},
      {jwk(first_key(), "first", R"(,"alg":"RS256")"), "503"},
      {jwk(first_key(), "first", R"(,"alg":"HS256")"), "503"},
      {jwk(first_key(), "first", R"(,"d":"AAAA")"), "503"},
      {jwk(first_key(), "first", R"(,"d":"AAAA")") + "," + jwk(second_key(), "second"), "401"},
      {jwk(first_key(), "first") + "," + jwk(second_key(), "first"), "503"},
      {jwk(first_key(), "first") + "," + jwk(second_key(), "second") + "," + jwk(second_key(), "second"),
       "ann"},
      {jwk(second_key(), "first") + "," + jwk(first_key(), "first") + "," + jwk(second_key(), "second"),
       "401"},
      {oct, "503"},
      {oct + "," + jwk(first_key(), "second"), "401"},
      {"", "503"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.keys);
    issuer.answer_keys(each.keys);
    const auto oidc = make(options_for(issuer));
    CHECK(whom(*oidc, issuer.token(first_key(), "first")) == each.whom);
    const std::string header = R"({"alg":"HS256","kid":"first"})";
    CHECK(whom(*oidc, TokenSigner::with_secret(secret).token("{}", header)) != "ann");
  }
}

TEST_CASE("RS-06 a shared secret is nothing that an issuer publishes") {
  const Issuer issuer;
  auto options = options_for(issuer);
  for (const std::vector<std::string>& algorithms : {std::vector<std::string>{"HS256"}, {"RS256", "HS256"}}) {
    options.algorithms = algorithms;
    const auto loaded = mcp::auth::Oidc(options).load();
    REQUIRE_FALSE(loaded);
    CHECK_THAT(loaded.error().message, tst::ContainsSubstring("HS256"));
  }
}

TEST_CASE("RS-06 a key set has so many bytes and keys at the most") {
  Issuer issuer;
  std::string many = jwk(first_key(), "first");
  for (int i = 0; i < 63; ++i) many += "," + jwk(second_key(), std::to_string(i));
  issuer.answer_keys(many);
  CHECK(whom(*make(options_for(issuer)), issuer.token(first_key(), "first")) == "ann");
  issuer.answer_keys(many + "," + jwk(second_key(), "more"));
  CHECK(whom(*make(options_for(issuer)), issuer.token(first_key(), "first")) == "503");
  issuer.answer_keys(jwk(first_key(), "first", R"(,"x":")" + std::string(300'000, 'x') + '"'));
  CHECK(whom(*make(options_for(issuer)), issuer.token(first_key(), "first")) == "503");
}

TEST_CASE("RS-12 no other way in is tried when the issuer's keys say no, or cannot be had") {
  Issuer issuer;
  const std::string secret(32, 's');
  const auto tokens = {
      TokenSigner::with_secret(secret).token(R"({"iss":")" + issuer.url() + R"(","aud":")" + kAudience +
                                             R"(","sub":"ann","exp":1900000000})"),
      TokenSigner::with_secret(first_key().public_pem()).token("{}"), std::string("opaque"),
      std::string("mk_live_0123456789abcdef")};
  const auto none_let_in = [&](mcp::auth::Oidc& oidc) {
    for (const std::string& token : tokens) {
      for (const char* name : {"X-API-Key", "Cookie", "Proxy-Authorization", "X-Forwarded-User"}) {
        Head head(token);
        head.with(name, token).with("X-Access-Token", issuer.token(first_key(), "first"));
        CHECK_FALSE(oidc.authenticate(head));
        Head other;
        other.with(name, issuer.token(first_key(), "first"));
        CHECK(outcome(oidc.authenticate(other)) == "401");
      }
    }
  };
  none_let_in(*make(options_for(issuer)));
  issuer.answer("/keys", "{}");
  none_let_in(*make(options_for(issuer)));
}

TEST_CASE("RS-13 a token is for this server where its `aud` has the very bytes of the audience") {
  const Issuer issuer;
  const auto oidc = make(options_for(issuer));
  CHECK(whom(*oidc, issuer.token(first_key(), "first", "ann", kAudience)) == "ann");
  for (const char* audience :
       {"https://api.example/mcp/", "https://api.example:443/mcp", "HTTPS://API.EXAMPLE/mcp",
        "https://API.example/mcp", "https://api.example", "https://api.example/", "http://api.example/mcp",
        "https://api.example/mcp?", "https://api.example/mcp#", "https://api.example/MCP",
        "https://api.example/%6dcp", "*", ""}) {
    CAPTURE(audience);
    CHECK(whom(*oidc, issuer.token(first_key(), "first", "ann", audience)) == "401");
  }
}

TEST_CASE("RS-11 a token that is signed is shown to nobody") {
  Issuer issuer;
  auto options = options_for(issuer);
  options.introspection = {.client_id = "us", .client_secret = "ours"};
  const auto oidc = make(options);
  const std::string good = issuer.token(first_key(), "first"), unknown = issuer.token(second_key(), "second");
  CHECK(whom(*oidc, good) == "ann");
  Clocks::advance(61s);
  CHECK(whom(*oidc, unknown) == "401");
  CHECK(issuer.asked("/introspect") == 0);
  CHECK(issuer.asked_for_keys() == 2);
  for (const std::string& request : issuer.requests()) {
    CHECK_THAT(request, !tst::ContainsSubstring("eyJ"));
    CHECK_THAT(request, !tst::ContainsSubstring("Authorization"));
  }
}
