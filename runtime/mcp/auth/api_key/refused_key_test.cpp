// What callers and the operator hear of a key that lets nobody in.
#include "api_key_fixture.h"

using namespace tst;

TEST_CASE("OPS-01 no key is told to the log") {
  Fixture at;
  for (const std::string& wrong : {std::string("mcp_canary_secret"), "canary" + at.key, at.key + "canary",
                                   "mcp_canary_" + at.key.substr(at.key.size() - 43)}) {
    const Head head = with_key(wrong);
    CHECK_FALSE(at.auth.authenticate(head));
    CHECK_FALSE(head.why().empty());
    CHECK(head.why().find("canary") == std::string::npos);
    CHECK(head.why().find(at.key.substr(at.key.size() - 20)) == std::string::npos);
  }
  const Head two(Head::Fields{{"Authorization", "Bearer mcp_canary_secret"}, {"X-API-Key", at.key}});
  CHECK_FALSE(at.auth.authenticate(two));
  CHECK(at.errors.read_all().empty());
}

TEST_CASE("KEY-02 whatever is wrong with a key its caller hears the same, and the operator which it is") {
  Fixture at;
  const auto store = at.store();
  const auto make = [&](mcp::auth::keys::NewKey wanted) {
    const auto issued = store->create(wanted);
    REQUIRE(issued);
    return *issued;
  };
  const auto early = make({.name = "early", .not_before = store->now() + 9'000'000});
  const auto brief = make({.name = "brief", .expires = store->now() + 3'600'000});
  const auto gone = make({.name = "gone"});
  const auto old = make({.name = "old"});
  const auto grace = make({.name = "grace"});
  REQUIRE(store->revoke("gone"));
  REQUIRE(store->rotate("old", 0ms));
  REQUIRE(store->rotate("grace", 1h));
  CHECK(at.refusal(with_key(brief.text)).empty());
  CHECK(at.refusal(with_key(grace.text)).empty());
  later = 2h;
  int clients = 0;
  const auto why = [&](const std::string& text) {
    const Head head = with_key(text, "192.0.2." + std::to_string(++clients));
    CHECK(at.refusal(head) == kNotValid);
    return head.why();
  };
  CHECK_THAT(why(early.text), ContainsSubstring("`early`") && ContainsSubstring("is not valid before 20"));
  CHECK_THAT(why(brief.text), ContainsSubstring("`brief`") && ContainsSubstring("expired at 20"));
  CHECK_THAT(why(grace.text), ContainsSubstring("`grace`") && ContainsSubstring("secret that was replaced"));
  for (const auto& [id, text] :
       {std::pair(gone.key.id, gone.text), std::pair(old.key.id, old.text),
        std::pair(brief.key.id, brief.text.substr(0, brief.text.size() - 1) + "!")}) {
    const std::string told = why(text);
    CHECK_THAT(told, ContainsSubstring("it is no key, or one that was revoked or replaced"));
    CHECK((told.find("says it is " + id) != std::string::npos) == (text.back() != '!'));
  }
  CHECK_THAT(why(std::string(300, 'x')), ContainsSubstring("too long"));
}
