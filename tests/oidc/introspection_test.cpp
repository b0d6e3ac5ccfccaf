// Tokens of which only the issuer knows what they are worth.
#include "catch.h"
#include "issuer.h"

using namespace oidc_test;
using fetch_test::Exchange;

namespace {

constexpr const char* kEndpoint = "/introspect";

/// What an issuer says of a good token, up to the last member.
std::string said(const std::string& changes = {}) {
  return R"({"active":true,"aud":")" + std::string(kAudience) +
         R"(","sub":"ann","exp":1800000300,"scope":"read")" + changes + "}";
}

struct Asked {
  Asked() { issuer.answer(kEndpoint, said()); }

  mcp::auth::Oidc::Options options() const {
    auto with = options_for(issuer);
    with.introspection = {.client_id = "mcp:server", .client_secret = "s e%cret"};
    return with;
  }
  int times() const { return issuer.asked(kEndpoint); }

  Issuer issuer{};
};

}  // namespace

TEST_CASE("an opaque token is shown to the issuer, by whom this server is to it") {
  const Asked asked;
  const auto oidc = make(asked.options());
  CHECK_FALSE(oidc->recognise(Head("opaque+token/1")));
  const auto principal = oidc->authenticate(Head("opaque+token/1"));
  REQUIRE(principal);
  CHECK(principal->subject == "ann");
  CHECK(principal->issuer == asked.issuer.url());
  CHECK(principal->has_scope("read"));
  CHECK(principal->expires == std::chrono::system_clock::time_point(1'800'000'360s));
  const std::string request = asked.issuer.requests().back();
  CHECK_THAT(request, tst::StartsWith("POST /introspect HTTP/1.1\r\n"));
  CHECK_THAT(request, tst::ContainsSubstring("token=opaque%2Btoken%2F1"));
  // "mcp%3Aserver:s%20e%25cret"
  CHECK_THAT(request,
             tst::ContainsSubstring("Authorization: Basic bWNwJTNBc2VydmVyOnMlMjBlJTI1Y3JldA==\r\n"));
}

TEST_CASE("RS-12 without introspection a token that is not signed is refused, and shown to nobody") {
  const Asked asked;
  const auto oidc = make(options_for(asked.issuer));
  CHECK(whom(*oidc, "opaque") == "401");
  CHECK(asked.times() == 0);
}

TEST_CASE("RS-07 a token is good only where the issuer says so of one for this server, in these words") {
  Asked asked;
  struct Case {
    std::string answer;
    std::string whom;
  };
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string text = said();
    return text.replace(text.find(from), from.size(), to);
  };
  const Case cases[] = {
      {said(), "ann"},
      {said(R"(,"token_type":"Bearer","iss":")" + asked.issuer.url() + '"'), "ann"},
      {changed(R"("exp":1800000300,)", ""), "ann"},
      {changed("true", "false"), "401"},
      {R"({"active":false})", "401"},
      {changed("true", "\"true\""), "503"},
      {changed("true", "1"), "503"},
      {changed("true", "null"), "503"},
      {changed(R"("active":true,)", ""), "503"},
      {changed(R"("active":true,)", R"("active":true,"active":false,)"), "503"},
      {changed("api.example", "other.example"), "401"},
      {changed(R"("aud":"https://api.example/mcp",)", ""), "401"},
      {changed("1800000300", "1799999000"), "401"},
      {changed("1800000300", "\"never\""), "401"},
      {changed("1800000300", "null"), "401"},
      {said(R"(,"nbf":1800000100)"), "401"},
      {said(R"(,"iss":"https://other.example")"), "401"},
      {said(R"(,"iss":null)"), "401"},
      {said(R"(,"typ":"Refresh")"), "401"},
      {said(R"(,"cnf":{"jkt":"a"})"), "401"},
      {changed(R"("sub":"ann",)", ""), "401"},
      {"<html>", "503"},
      {"", "503"},
      {"true", "503"},
      {std::string(10'000'000, ' ') + said(), "503"},
  };
  const auto oidc = make(asked.options());
  int number = 0;
  for (const Case& each : cases) {
    CAPTURE(each.answer.substr(0, 200));
    asked.issuer.answer(kEndpoint, each.answer);
    const std::string own = std::to_string(number++);
    CHECK(outcome(oidc->authenticate(Head("token" + own).from("192.0.2." + own))) == each.whom);
    Clocks::advance(31s);  // for the circuit breaker
    Clocks::advance(-31s);
  }
}

TEST_CASE("RS-07 an issuer that cannot be asked lets nobody in") {
  for (const auto& failure :
       std::vector<Issuer::Answer>{[](Exchange&) {}, [](Exchange& exchange) { exchange.wait(10s); },
                                   [](Exchange& exchange) { exchange.answer(401, said()); },
                                   [](Exchange& exchange) { exchange.answer(404, said()); },
                                   [](Exchange& exchange) { exchange.answer(500, said()); },
                                   [](Exchange& exchange) { exchange.answer(200, said(), "text/html"); },
                                   [](Exchange& exchange) {
                                     exchange.answer(302, said(), "application/json", "Location: /moved\r\n");
                                   }}) {
    Asked asked;
    asked.issuer.answer("/moved", said());
    asked.issuer.answer(kEndpoint, failure);
    auto options = asked.options();
    options.deadline = 1500ms;
    const auto oidc = make(options);
    CHECK(whom(*oidc, "opaque") == "503");
    CHECK(asked.issuer.asked("/moved") == 0);
    asked.issuer.answer(kEndpoint, said());
    CHECK(whom(*oidc, "opaque") == "ann");  // nothing of it was remembered
  }
}

TEST_CASE("RS-08 what the issuer says is remembered for a minute, or until the token expires") {
  Asked asked;
  const auto oidc = make(asked.options());
  CHECK(whom(*oidc, "opaque") == "ann");
  asked.issuer.answer(kEndpoint, R"({"active":false})");  // revoked
  Clocks::advance(59999ms);
  REQUIRE(oidc->recognise(Head("opaque")));
  CHECK(outcome(*oidc->recognise(Head("opaque"))) == "ann");
  CHECK(asked.times() == 1);
  Clocks::advance(1ms);
  CHECK_FALSE(oidc->recognise(Head("opaque")));
  CHECK(whom(*oidc, "opaque") == "401");
  CHECK(asked.times() == 2);

  asked.issuer.answer(kEndpoint, said());
  Clocks::advance(230s);  // ten seconds before its end
  CHECK(whom(*oidc, "short") == "ann");
  Clocks::advance(9999ms);
  CHECK(oidc->recognise(Head("short")));
  Clocks::advance(1ms);
  CHECK_FALSE(oidc->recognise(Head("short")));
}

TEST_CASE("RS-08 that a token is not good is remembered for ten seconds") {
  Asked asked;
  asked.issuer.answer(kEndpoint, R"({"active":false})");
  const auto oidc = make(asked.options());
  for (int i = 0; i < 10; ++i) CHECK(whom(*oidc, "opaque") == "401");
  CHECK(asked.times() == 1);
  asked.issuer.answer(kEndpoint, said());
  Clocks::advance(9999ms);
  CHECK(outcome(*oidc->recognise(Head("opaque"))) == "401");
  Clocks::advance(1ms);
  CHECK_FALSE(oidc->recognise(Head("opaque")));
  CHECK(whom(*oidc, "opaque") == "ann");
}

TEST_CASE("RS-08 only so many tokens are remembered, each by itself") {
  Asked asked;
  auto options = asked.options();
  options.most_remembered = 2;
  const auto oidc = make(options);
  for (const char* token : {"a", "b", "c"}) CHECK(whom(*oidc, token) == "ann");
  CHECK(asked.times() == 3);
  CHECK(oidc->recognise(Head("b")));
  CHECK(oidc->recognise(Head("c")));
  CHECK_FALSE(oidc->recognise(Head("a")));
  CHECK_FALSE(oidc->recognise(Head("C")));
  asked.issuer.answer(kEndpoint, R"({"active":false})");
  for (const char* token : {"x", "y", "z"}) CHECK(whom(*oidc, token) == "401");
  CHECK_FALSE(oidc->recognise(Head("x")));
  CHECK(oidc->recognise(Head("z")));
}

TEST_CASE("RS-08 about one token the issuer is asked once, however many bring it") {
  Asked asked;
  asked.issuer.answer(kEndpoint, [](Exchange& exchange) {
    exchange.wait(200ms);
    exchange.answer(200, said());
  });
  const auto oidc = make(asked.options());
  std::atomic<int> let_in = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 100; ++i) {
    threads.emplace_back([&] {
      if (whom(*oidc, "opaque") == "ann") ++let_in;
    });
  }
  for (std::thread& each : threads) each.join();
  CHECK(let_in == 100);
  CHECK(asked.times() == 1);
}

TEST_CASE("what can be no token is not shown to the issuer") {
  const Asked asked;
  const auto oidc = make(asked.options());
  for (const std::string& token :
       {std::string("a b"), std::string("a\tb"), std::string("\xc3\xa4"), std::string(8193, 'a')})
    CHECK(whom(*oidc, token) == "401");
  CHECK(asked.times() == 0);
  CHECK(whom(*oidc, std::string(8192, 'a')) == "ann");
}

TEST_CASE("KEY-07 whoever brings many tokens that the issuer refuses waits, and it is not asked") {
  Asked asked;
  const auto oidc = make(asked.options());
  const auto from = [](const std::string& address, const std::string& token) {
    return Head(token).from(address);
  };
  CHECK(outcome(oidc->authenticate(from("2001:db8::1", "good"))) == "ann");
  CHECK(outcome(oidc->authenticate(from("2001:db8::1", "no token"))) == "401");
  asked.issuer.answer(kEndpoint, R"({"active":false})");
  for (int i = 0; i < 10; ++i)
    CHECK(outcome(oidc->authenticate(from("2001:db8::" + std::to_string(i), std::to_string(i)))) == "401");
  const int times = asked.times();
  // Of the same subscriber, by whichever door; and told before anybody is asked.
  for (int i = 0; i < 100; ++i) {
    const Head head = from("2001:db8::ffff", "more" + std::to_string(i));
    const auto refused = oidc->recognise(head);
    REQUIRE(refused);
    REQUIRE_FALSE(*refused);
    CHECK(refused->error().code == mcp::Error::Code::rate_limited);
    CHECK(refused->error().retry_after == 1s);
    CHECK(outcome(oidc->authenticate(head)) == "429");
  }
  CHECK(asked.times() == times);
  // Neither others have to wait, nor who is known.
  CHECK(outcome(oidc->authenticate(from("2001:db8:0:1::1", "other"))) == "401");
  CHECK(outcome(*oidc->recognise(from("2001:db8::ffff", "good"))) == "ann");
  CHECK(outcome(oidc->authenticate(from("2001:db8::ffff", "good"))) == "ann");

  Clocks::advance(1s);
  CHECK_FALSE(oidc->recognise(from("2001:db8::ffff", "more")));
  CHECK(outcome(oidc->authenticate(from("2001:db8::ffff", "more"))) == "401");
  const auto longer = oidc->recognise(from("2001:db8::ffff", "another"));
  REQUIRE(longer);
  CHECK(longer->error().retry_after == 2s);
}

TEST_CASE("KEY-07 a token that was good once is asked about, whatever its neighbours bring") {
  Asked asked;
  const auto oidc = make(asked.options());
  CHECK(whom(*oidc, "opaque") == "ann");
  Clocks::advance(60s);
  const auto flood = [&](const std::string& more) {
    asked.issuer.answer(kEndpoint, R"({"active":false})");
    for (int i = 0; i < 20; ++i) static_cast<void>(whom(*oidc, more + std::to_string(i)));
    CHECK(whom(*oidc, more) == "429");
  };
  flood("a");
  asked.issuer.answer(kEndpoint, said());
  CHECK_FALSE(oidc->recognise(Head("opaque")));
  CHECK(whom(*oidc, "opaque") == "ann");
}

TEST_CASE(
    "KEY-07 nobody waits long for what neighbours bring, nor at all where many stand behind an address") {
  Asked asked;
  asked.issuer.answer(kEndpoint, R"({"active":false})");
  const auto oidc = make(asked.options());
  for (int i = 0; i < 100; ++i) {
    static_cast<void>(whom(*oidc, "a" + std::to_string(i)));
    Clocks::advance(1s);
  }
  for (int i = 0; i < 30; ++i)
    CHECK(outcome(oidc->authenticate(Head("b" + std::to_string(i)).from(""))) == "401");
  Clocks::advance(4s);
  asked.issuer.answer(kEndpoint, said());
  CHECK(whom(*oidc, "new") == "ann");
}

TEST_CASE("KEY-07 that a token expires is nobody's fault") {
  Asked asked;
  const auto oidc = make(asked.options());
  for (int i = 0; i < 20; ++i) CHECK(whom(*oidc, std::to_string(i)) == "ann");
  asked.issuer.answer(kEndpoint, R"({"active":false})");
  Clocks::advance(60s);
  for (int i = 0; i < 20; ++i) CHECK(whom(*oidc, std::to_string(i)) == "401");
  asked.issuer.answer(kEndpoint, said());
  CHECK(whom(*oidc, "new") == "ann");
}

TEST_CASE("KEY-07 an issuer that gives no answer is nobody's fault") {
  Asked asked;
  const auto oidc = make(asked.options());
  asked.issuer.answer(kEndpoint, R"({"active":"perhaps"})");
  for (int i = 0; i < 20; ++i) CHECK(whom(*oidc, std::to_string(i)) == "503");
  asked.issuer.answer(kEndpoint, said());
  CHECK(whom(*oidc, "new") == "ann");
}
