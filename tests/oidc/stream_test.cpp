// How long whoever was let in may go on with what is open.
#include "catch.h"
#include "issuer.h"

using namespace oidc_test;
using fetch_test::Exchange;
using mcp::auth::Oidc;

namespace {

constexpr const char* kEndpoint = "/introspect";

/// What an issuer says of a good token.
std::string said(const std::string& subject = "ann", const std::string& more = {}) {
  return R"({"active":true,"aud":")" + std::string(kAudience) + R"(","sub":")" + subject + '"' + more + "}";
}

/// Whoever came with a token that the issuer was asked about.
struct Shown {
  explicit Shown(const std::string& answer = said()) {
    issuer.answer(kEndpoint, answer);
    auto options = options_for(issuer);
    options.introspection = {.client_id = "us", .client_secret = "ours"};
    options.most_remembered = 2;
    oidc = make(std::move(options));
    auto let_in = oidc->authenticate(Head("opaque"));
    REQUIRE(let_in);
    principal = *std::move(let_in);
  }

  bool stands() const { return oidc->still_stands(principal); }
  /// Once the issuer was asked so often, and what it said is known.
  bool ends_after(int asked) const {
    return becomes([&] { return issuer.asked(kEndpoint) >= asked; }) && becomes([&] { return !stands(); });
  }

  Issuer issuer{};
  std::unique_ptr<Oidc> oidc{};
  mcp::Principal principal{};
};

}  // namespace

TEST_CASE("RS-04 whoever came with a token goes on as long as the issuer has the key that signed it") {
  Issuer issuer;
  const auto oidc = make(options_for(issuer));
  const auto principal = oidc->authenticate(Head(issuer.token(first_key(), "first")));
  REQUIRE(principal);
  CHECK(oidc->still_stands(*principal));
  issuer.answer_keys(jwk(first_key(), "first") + "," + jwk(second_key(), "second"));
  REQUIRE(oidc->load());
  CHECK(oidc->still_stands(*principal));
  issuer.answer("/keys", [](Exchange& exchange) { exchange.answer(500, "{}"); });
  Clocks::advance(24h - 1ms);
  CHECK(oidc->still_stands(*principal));
  Clocks::advance(1ms);
  CHECK_FALSE(oidc->still_stands(*principal));
  issuer.answer_keys(jwk(first_key(), "first"));
  REQUIRE(oidc->load());
  CHECK(oidc->still_stands(*principal));
  for (const std::string& others : {jwk(second_key(), "first"), std::string()}) {
    issuer.answer_keys(others);
    static_cast<void>(oidc->load());
    CHECK_FALSE(oidc->still_stands(*principal));
  }
}

TEST_CASE("RS-08 whoever came with an opaque token goes on as long as the issuer says that it is good") {
  Shown shown;
  CHECK_FALSE(shown.principal.expires);
  for (int minute = 1; minute <= 5; ++minute) {
    Clocks::advance(59s);
    CHECK(shown.stands());
    CHECK(shown.issuer.asked(kEndpoint) == minute);
    Clocks::advance(1s);
    CHECK(shown.stands());
    CHECK(becomes([&] { return shown.oidc->recognise(Head("opaque")).has_value(); }));
    CHECK(shown.issuer.asked(kEndpoint) == minute + 1);
    CHECK(shown.stands());
  }
  shown.issuer.answer(kEndpoint, R"({"active":false})");
  Clocks::advance(60s);
  CHECK(shown.stands());
  CHECK(shown.ends_after(7));
}

TEST_CASE(
    "RS-08 a stream ends where the issuer calls the token somebody else's, or good for less, or it expires") {
  Shown renamed;
  renamed.issuer.answer(kEndpoint, said("ben"));
  Clocks::advance(60s);
  CHECK(renamed.stands());
  CHECK(renamed.ends_after(2));

  Shown narrowed(said("ann", R"(,"scope":"read write")"));
  narrowed.issuer.answer(kEndpoint, said("ann", R"(,"scope":"read")"));
  Clocks::advance(60s);
  CHECK(narrowed.stands());
  CHECK(narrowed.ends_after(2));

  const Shown expiring(said("ann", R"(,"exp":1800000100)"));
  Clocks::advance(100s);
  CHECK(expiring.stands());
  Clocks::advance(30s);
  CHECK_FALSE(expiring.stands());
}

TEST_CASE("RS-08 a stream ends where the token is somebody else's, though others push that out of memory") {
  Shown shown;
  for (const char* other : {"a", "b"}) CHECK(whom(*shown.oidc, other) == "ann");
  shown.issuer.answer(kEndpoint, said("ben"));
  Clocks::advance(60s);
  CHECK(shown.stands());
  CHECK(becomes([&] { return shown.oidc->recognise(Head("opaque")).has_value(); }));
  for (const char* other : {"x", "y"}) CHECK(whom(*shown.oidc, other) != "401");
  CHECK(becomes([&] { return !shown.stands(); }));
}

TEST_CASE("RS-08 what an issuer said last of a token counts a minute longer while it gives no answer") {
  Shown shown;
  shown.issuer.answer(kEndpoint, [](Exchange& exchange) { exchange.answer(500, "{}"); });
  Clocks::advance(60s);
  CHECK(shown.stands());
  CHECK(becomes([&] { return shown.issuer.asked(kEndpoint) == 2; }));
  Clocks::advance(60s - 1ms);
  CHECK(shown.stands());
  Clocks::advance(1ms);
  CHECK_FALSE(shown.stands());

  Shown again;
  again.issuer.answer(kEndpoint, [](Exchange& exchange) { exchange.answer(500, "{}"); });
  Clocks::advance(60s);
  CHECK(again.stands());
  CHECK(becomes([&] { return again.issuer.asked(kEndpoint) == 2; }));
  again.issuer.answer(kEndpoint, said());
  Clocks::advance(59s);
  CHECK(becomes([&] { return again.stands() && again.oidc->recognise(Head("opaque")).has_value(); }));
  Clocks::advance(59s);
  CHECK(again.stands());
}

TEST_CASE("RS-08 a token that others pushed out of memory is asked about for its stream") {
  const Shown shown;
  for (const char* other : {"a", "b", "c"}) CHECK(whom(*shown.oidc, other) == "ann");
  for (int i = 0; i < 4; ++i) {  // as often as the issuer is asked in time
    const int asked = shown.issuer.asked(kEndpoint);
    Clocks::advance(59s);
    for (int look = 0; look < 10; ++look) CHECK(shown.stands());
    std::this_thread::sleep_for(50ms);  // in which a thread could ask
    CHECK(shown.issuer.asked(kEndpoint) == asked);
    Clocks::advance(1s);
    CHECK(shown.stands());
    CHECK(becomes([&] { return shown.issuer.asked(kEndpoint) == asked + 1; }));
    CHECK(becomes([&] { return shown.oidc->recognise(Head("opaque")).has_value(); }));
    for (const char* other : {"x", "y"}) CHECK(whom(*shown.oidc, other + std::to_string(i)) == "ann");
    CHECK(shown.stands());
  }
}

TEST_CASE("MCP-14 whether somebody may go on is said at once, however long the issuer takes") {
  Shown shown;
  std::atomic<bool> asked = false, known = false;
  shown.issuer.answer(kEndpoint, [&](Exchange& exchange) {
    asked = true;
    while (!known && exchange.wait(5ms)) {
    }
    exchange.answer(200, said());
  });
  Clocks::advance(60s);
  for (int i = 0; i < 1000; ++i) REQUIRE(shown.stands());
  CHECK(becomes([&] { return asked.load(); }));
  for (int i = 0; i < 1000; ++i) REQUIRE(shown.stands());
  CHECK_FALSE(shown.oidc->recognise(Head("opaque")));
  known = true;
  CHECK(becomes([&] { return shown.oidc->recognise(Head("opaque")).has_value(); }));
  CHECK(shown.issuer.asked(kEndpoint) == 2);
}
