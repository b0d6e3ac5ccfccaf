// An issuer that cannot be asked, or answers what is no use.
#include "catch.h"
#include "issuer.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"

using namespace oidc_test;
using fetch_test::Exchange;

namespace {

/// The ways in which an issuer fails to show its keys.
std::vector<Issuer::Answer> failures() {
  const std::string keys = R"({"keys":[)" + jwk(second_key(), "second") + "]}";
  return {
      [](Exchange&) {},
      [](Exchange& exchange) { exchange.wait(5s); },
      [=](Exchange& exchange) { exchange.answer(500, keys); },
      [=](Exchange& exchange) { exchange.answer(404, keys); },
      [=](Exchange& exchange) { exchange.answer(200, keys, "text/html"); },
      [](Exchange& exchange) { exchange.answer(200, "<html>", "text/html"); },
      [](Exchange& exchange) { exchange.answer(200, R"({"keys":[]})"); },
      [](Exchange& exchange) { exchange.answer(200, R"({"keys":{}})"); },
      [](Exchange& exchange) { exchange.answer(200, "{}"); },
      [](Exchange& exchange) { exchange.answer(200, "[]"); },
      [](Exchange& exchange) { exchange.answer(200, ""); },
      [=](Exchange& exchange) { exchange.answer(200, keys.substr(0, keys.size() - 1)); },
      [=](Exchange& exchange) { exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + keys); },
      [=](Exchange& exchange) { exchange.answer(302, keys, "application/json", "Location: /moved\r\n"); },
  };
}

mcp::auth::Oidc::Options impatient(const Issuer& issuer) {
  auto options = options_for(issuer);
  options.deadline = 1500ms;
  return options;
}

}  // namespace

TEST_CASE("RS-05 keys that were shown before count for a day, and errors let nobody else in") {
  for (const auto& failure : failures()) {
    Issuer issuer;
    issuer.answer("/moved", R"({"keys":[)" + jwk(second_key(), "second") + "]}");
    const auto oidc = make(impatient(issuer));
    const std::string token = issuer.token(first_key(), "first"),
                      other = issuer.token(second_key(), "second");
    CHECK(whom(*oidc, token) == "ann");
    issuer.answer("/keys", failure);
    const int asked = issuer.asked_for_keys();
    Clocks::advance(600s);
    CHECK(whom(*oidc, other) == "401");
    CHECK(issuer.asked_for_keys() == asked + 1);
    CHECK(whom(*oidc, token) == "ann");
    CHECK(outcome(*oidc->recognise(Head(token))) == "ann");
    Clocks::advance(24h - 600s - 1ms);
    CHECK(outcome(*oidc->recognise(Head(token))) == "ann");
    Clocks::advance(1ms);
    CHECK(whom(*oidc, token) == "503");
    CHECK(whom(*oidc, other) == "503");
    CHECK(issuer.asked("/moved") == 0);

    issuer.answer_keys(jwk(first_key(), "first"));
    Clocks::advance(60s);
    CHECK(whom(*oidc, token) == "ann");  // as soon as it is there again
  }
}

TEST_CASE("RS-04 keys that the issuer withdrew are good for nothing, though it shows no others") {
  for (const std::string& shown :
       {jwk(first_key(), "first", R"(,"use":"enc")"), jwk(first_key(), "first", R"(,"alg":"HS256")")}) {
    CAPTURE(shown);
    Issuer issuer;
    const auto oidc = make(options_for(issuer));
    const std::string token = issuer.token(first_key(), "first");
    CHECK(whom(*oidc, token) == "ann");
    issuer.answer_keys(shown);
    Clocks::advance(600s);
    CHECK(whom(*oidc, issuer.token(second_key(), "second")) == "503");  // makes the issuer be asked
    CHECK(whom(*oidc, token) == "503");
    CHECK_FALSE(oidc->ready());
    issuer.answer_keys(jwk(first_key(), "first"));
    Clocks::advance(10s);
    CHECK(whom(*oidc, token) == "ann");
    CHECK(oidc->ready());
  }
}

TEST_CASE("RS-05 an issuer that cannot be asked at the start lets nobody in until it can") {
  for (const auto& failure : failures()) {
    Issuer issuer;
    issuer.answer("/keys", failure);
    const auto oidc = make(impatient(issuer));
    const std::string token = issuer.token(first_key(), "first");
    CHECK(whom(*oidc, token) == "503");
    REQUIRE(oidc->recognise(Head(token)));
    CHECK(outcome(*oidc->recognise(Head(token))) == "503");  // from memory
    const int asked = issuer.asked_for_keys();
    for (int i = 0; i < 100; ++i) CHECK(whom(*oidc, token) == "503");
    CHECK(issuer.asked_for_keys() == asked);
    issuer.answer_keys(jwk(first_key(), "first"));
    Clocks::advance(10s);
    CHECK_FALSE(oidc->recognise(Head(token)));
    CHECK(whom(*oidc, token) == "ann");
  }
}

TEST_CASE("RS-05 an issuer that is not there at all") {
  std::string url;
  { url = Issuer().url(); }
  auto options = options_for(Issuer());
  options.issuer = url;
  tst::StderrPipe pipe;
  const auto oidc = make(options);
  CHECK(whom(*oidc, first_key().token("{}", R"({"alg":"ES256","kid":"first"})")) == "503");
  CHECK_THAT(pipe.read_all(), tst::ContainsSubstring("the issuer's keys cannot be had, nobody is let in"));
}

TEST_CASE("a server stops at once while its issuer is silent") {
  Issuer issuer;
  issuer.answer("/realms/x/.well-known/openid-configuration", [](Exchange& exchange) { exchange.wait(20s); });
  auto options = options_for(issuer);
  options.deadline = 20s;
  const auto begin = std::chrono::steady_clock::now();
  {
    mcp::auth::Oidc oidc(options);
    REQUIRE(oidc.load());
    CHECK(becomes([&] { return !issuer.requests().empty(); }));
  }
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
}

TEST_CASE("options with which nothing could be checked are refused at the start") {
  const Issuer issuer;
  const auto why_not = [&](void (*change)(mcp::auth::Oidc::Options&)) {
    auto options = options_for(issuer);
    change(options);
    const auto loaded = mcp::auth::Oidc(std::move(options)).load();
    return loaded ? "loaded" : loaded.error().message;
  };
  using Options = mcp::auth::Oidc::Options;
  CHECK(why_not([](Options&) {}) == "loaded");
  CHECK_THAT(why_not([](Options& with) { with.insecure_issuer = false; }),
             tst::ContainsSubstring("plain http"));
  CHECK_THAT(why_not([](Options& with) { with.issuer = "issuer.example"; }), tst::ContainsSubstring("URL"));
  CHECK_THAT(why_not([](Options& with) { with.audience = ""; }), tst::ContainsSubstring("audience"));
  CHECK_THAT(why_not([](Options& with) { with.algorithms = {"none"}; }), tst::ContainsSubstring("'none'"));
  CHECK_THAT(why_not([](Options& with) { with.leeway = 61s; }), tst::ContainsSubstring("0 to 60"));
  CHECK_THAT(why_not([](Options& with) { with.remembered = 61s; }), tst::ContainsSubstring("60 seconds"));
  CHECK_THAT(why_not([](Options& with) { with.introspection.client_id = "us"; }),
             tst::ContainsSubstring("secret"));
  CHECK_THAT(why_not([](Options& with) { with.ca = "${file:/nowhere/ca.pem}"; }),
             tst::ContainsSubstring("/nowhere"));
}

TEST_CASE("what is loaded again is asked again, and what cannot be changes nothing") {
  Issuer issuer;
  const tst::ScratchFolder folder;
  folder.file("audience", kAudience);
  auto options = options_for(issuer);
  options.audience = "${file:" + folder.path("audience") + "}";
  const auto oidc = make(options);
  const std::string token = issuer.token(first_key(), "first");
  CHECK(whom(*oidc, token) == "ann");
  folder.file("audience", "");
  CHECK_FALSE(oidc->load());
  CHECK(whom(*oidc, token) == "ann");
  folder.file("audience", "https://other.example/mcp");
  issuer.answer("/keys", [](Exchange& exchange) { exchange.answer(500, "{}"); });
  CHECK_FALSE(oidc->load());
  CHECK(whom(*oidc, token) == "ann");
  issuer.answer_keys(jwk(first_key(), "first"));
  REQUIRE(oidc->load());
  CHECK(whom(*oidc, token) == "401");
}

TEST_CASE("RS-04 an operator who has the keys read anew need not wait, and hears what became of it") {
  Issuer issuer;
  const auto oidc = make(options_for(issuer));
  const std::string token = issuer.token(first_key(), "first");
  issuer.answer_keys(jwk(second_key(), "second"));
  REQUIRE(oidc->load());
  CHECK(issuer.asked_for_keys() == 2);
  CHECK(whom(*oidc, token) == "401");
  CHECK(whom(*oidc, issuer.token(second_key(), "second")) == "ann");

  issuer.answer("/keys", [](Exchange& exchange) { exchange.answer(500, "{}"); });
  const auto failed = oidc->load();
  REQUIRE_FALSE(failed);
  CHECK_THAT(failed.error().message, tst::ContainsSubstring("status 500"));
  CHECK(whom(*oidc, issuer.token(second_key(), "second")) == "ann");

  issuer.answer_keys(jwk(second_key(), "second", R"(,"use":"enc")"));
  const auto withdrawn = oidc->load();
  REQUIRE_FALSE(withdrawn);
  CHECK_THAT(withdrawn.error().message, tst::ContainsSubstring("no key"));
  CHECK(whom(*oidc, issuer.token(second_key(), "second")) == "503");
}

TEST_CASE("RS-04 an operator who has the keys read anew hears of those that were shown after that") {
  Issuer issuer;
  const auto oidc = make(options_for(issuer));
  Clocks::advance(60s);
  std::atomic<bool> asked = false;
  issuer.answer("/keys", [&](Exchange& exchange) {
    asked = true;
    exchange.wait(200ms);
    exchange.answer(500, "{}");
  });
  std::thread other([&] { whom(*oidc, issuer.token(second_key(), "second")); });
  CHECK(becomes([&] { return asked.load(); }));
  issuer.answer_keys(jwk(second_key(), "second"));
  CHECK(oidc->load());
  other.join();
  CHECK(whom(*oidc, issuer.token(second_key(), "second")) == "ann");
}
