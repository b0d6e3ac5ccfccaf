#include "api_key.h"

#include <filesystem>
#include <thread>

#include "api_key_fixture.h"

using mcp::Error;
using mcp::auth::ApiKey;
using tst::ContainsSubstring;
using namespace tst;

TEST_CASE("the first key is shown once, and has all scopes") {
  Fixture at;
  CHECK_THAT(at.said, ContainsSubstring("The first API key of this server, shown this once") &&
                          ContainsSubstring("(umask 077; cat >api.key)") &&
                          ContainsSubstring("mcpgen list http://ADDRESS/mcp --api-key @api.key\n"));
  CHECK(at.said.find(at.key) == at.said.rfind(at.key));
  const auto principal = at.auth.authenticate(with_key(at.key));
  REQUIRE(principal);
  CHECK(principal->issuer == "api-key");
  CHECK(at.key.find("_" + principal->subject + "_") != std::string::npos);
  CHECK(principal->scopes == std::vector<std::string>{"read", "write"});
  CHECK(principal->claims == R"({"name":"first","generation":1})");
  CHECK_FALSE(principal->expires);
  CHECK_FALSE(principal->owner);
  REQUIRE(at.auth.load());
  REQUIRE(ApiKey(at.options()).load());
  CHECK(at.errors.read_all().empty());
  CHECK(at.refusal(with_key(at.key)).empty());
}

TEST_CASE("who shows the first key in a header of another name does so as a bearer") {
  tst::ScratchFolder folder;
  tst::StderrPipe errors;
  ApiKey auth({.database = "sqlite:///" + folder.path("keys.db"), .header = "X-Shop-Key"});
  REQUIRE(auth.load());
  CHECK_THAT(errors.read_all(),
             ContainsSubstring("X-Shop-Key: mcp_") && ContainsSubstring(" --bearer @api.key\n"));
}

TEST_CASE("who made a key before the first run needs none to be shown") {
  tst::ScratchFolder folder;
  tst::StderrPipe errors;
  ApiKey auth({.database = "sqlite:///" + folder.path("keys.db")});
  const std::vector<std::string_view> create{"create", "ci"};
  REQUIRE(auth.keys()->run(create));
  REQUIRE(auth.load());
  CHECK(errors.read_all().empty());
}

TEST_CASE("KEY-04 a key counts in its header and behind Bearer, and nowhere else") {
  Fixture at;
  for (const char* name : {"X-API-Key", "x-api-key", "X-API-KEY"})
    CHECK(at.refusal(Head(Head::Fields{{name, at.key}})).empty());
  for (const char* scheme : {"Bearer ", "bearer ", "BEARER  "})
    CHECK(at.refusal(Head(Head::Fields{{"Authorization", scheme + at.key}})).empty());
  CHECK(at.refusal(Head(Head::Fields{{"Authorization", "Bearer " + at.key}, {"X-API-Key", at.key}})).empty());

  CHECK(at.refusal(Head(Head::Fields{})) == kNotValid);
  for (const Head::Fields& fields : std::vector<Head::Fields>{{{"Cookie", "X-API-Key=" + at.key}},
                                                              {{"Authorization", at.key}},
                                                              {{"Authorization", "Basic " + at.key}},
                                                              {{"Proxy-Authorization", "Bearer " + at.key}},
                                                              {{"X-Api-Token", at.key}},
                                                              {{"X-API-Key", "Bearer " + at.key}},
                                                              {{"X-API-Key", ""}}})
    CHECK(at.refusal(Head(fields)) == kNotValid);
  CHECK_THAT(
      at.refusal(Head(Head::Fields{{"Authorization", "Bearer " + at.key}, {"X-API-Key", at.key + "x"}})),
      ContainsSubstring("two API keys"));
  CHECK_THAT(at.refusal(Head(Head::Fields{{"Authorization", "Bearer x"}, {"X-API-Key", at.key}})),
             ContainsSubstring("two API keys"));
}

TEST_CASE("KEY-04 the operator may choose the header") {
  tst::ScratchFolder folder;
  tst::StderrPipe errors;
  ApiKey auth({.database = "sqlite:///" + folder.path("keys.db"), .header = "X-Token"});
  REQUIRE(auth.load());
  std::string key = errors.read_all();
  key = key.substr(key.find("X-Token: ") + 9);
  key.resize(key.find('\n'));
  CHECK(auth.authenticate(Head(Head::Fields{{"x-token", key}})));
  CHECK_FALSE(auth.authenticate(Head(Head::Fields{{"x-api-key", key}})));
  ApiKey in_authorization({.database = "sqlite:///" + folder.path("keys.db"), .header = "Authorization"});
  REQUIRE(in_authorization.load());
  for (const std::string& value : {key, "Bearer " + key})
    CHECK(in_authorization.authenticate(Head(Head::Fields{{"authorization", value}})));
  for (const std::string& value : {key + "x", "Bearer " + key + "x", "Bearer Bearer " + key, "Basic " + key})
    CHECK_FALSE(in_authorization.authenticate(Head(Head::Fields{{"authorization", value}})));
}

TEST_CASE("only whoever brought a key as a token hears that it is not valid") {
  Fixture at;
  CHECK(at.auth.challenge(with_key("x")) == R"(Bearer realm="mcp")");
  CHECK(at.auth.challenge(Head(Head::Fields{{"Authorization", "Bearer x"}})) ==
        R"(Bearer realm="mcp", error="invalid_token")");
}

TEST_CASE("KEY-04 whoever brings a key, whatever it is worth, is no stranger") {
  Fixture at;
  CHECK(at.auth.is_tried(with_key("x")));
  CHECK(at.auth.is_tried(Head(Head::Fields{{"Authorization", "Bearer x"}})));
  CHECK_FALSE(at.auth.is_tried(Head(Head::Fields{{"Accept", "*/*"}})));
}

TEST_CASE("KEY-05 a revocation counts for the next request, and for what is open") {
  Fixture at;
  const auto principal = at.auth.authenticate(with_key(at.key));
  REQUIRE(principal);
  CHECK(at.auth.still_stands(*principal));
  REQUIRE(at.store()->revoke("first"));
  CHECK(at.refusal(with_key(at.key)) == kNotValid);
  CHECK_FALSE(at.auth.still_stands(*principal));
}

TEST_CASE("KEY-05 whatever is done to a key that is in use counts for the next request") {
  Fixture at;
  const auto store = at.store();
  const auto issued = store->create({.name = "ci", .scopes = {"read"}});
  REQUIRE(issued);
  const auto is_let_in = [&](const std::string& key) {
    const auto principal = at.auth.recognise(with_key(key));
    return principal && *principal;
  };
  for (int i = 0; i < 3; ++i) CHECK((is_let_in(issued->text) && is_let_in(at.key)));
  SECTION("it is revoked") { REQUIRE(store->revoke("ci")); }
  SECTION("another secret takes the place of its own") {
    const auto rotated = store->rotate("ci", 0s);
    REQUIRE(rotated);
    for (int i = 0; i < 3; ++i) CHECK(is_let_in(rotated->text));
  }
  SECTION("after other changes, and when the log was copied into the database") {
    for (int i = 0; i < 1200; ++i) {
      REQUIRE(store->note({{issued->key.id, store->now() + i}}));
      REQUIRE(is_let_in(issued->text));
    }
    REQUIRE(store->revoke("ci"));
  }
  for (int i = 0; i < 3; ++i) CHECK((!is_let_in(issued->text) && is_let_in(at.key)));
}

TEST_CASE("KEY-05 a key that was good in a file is none in the one that takes its place") {
  const tst::ScratchFolder folder;
  const tst::StderrPipe errors;
  const auto path = [&](const std::string& name) { return folder.path(name + ".db"); };
  const auto opened = [&](const std::string& name) {
    return KeyStore::open({.database = {.file = {path(name), 1 << 30}}});
  };
  const auto issued = (*opened("now"))->create({.name = "ci"});
  REQUIRE(issued);
  for (const char* copy : {"with", "without"}) std::filesystem::copy(path("now"), path(copy));
  REQUIRE((*opened("without"))->revoke("ci"));

  ApiKey auth({.database = "sqlite:///" + path("now"), .noting = 1h});
  REQUIRE(auth.load());
  const auto lets_in_with = [&](const std::string& copy) {
    for (const char* ending : {"-wal", "-shm"}) std::filesystem::remove(path("now") + ending);
    std::filesystem::rename(path(copy), path("now"));
    std::this_thread::sleep_for(20ms);  // it was looked for a moment ago
    bool let_in = false;
    for (int i = 0; i < 3; ++i) {
      const auto principal = auth.recognise(with_key(issued->text));
      let_in = principal && *principal;
    }
    return let_in;
  };
  CHECK(lets_in_with("with"));
  CHECK_FALSE(lets_in_with("without"));
}

TEST_CASE("KEY-05 who came with a secret that was replaced does not go on either") {
  Fixture at;
  const auto principal = at.auth.authenticate(with_key(at.key));
  const auto rotated = at.store()->rotate("first", 0s);
  REQUIRE((principal && rotated));
  CHECK_FALSE(at.auth.still_stands(*principal));
  const auto again = at.auth.authenticate(with_key(rotated->text));
  REQUIRE(again);
  CHECK(again->id() == principal->id());
  CHECK(at.auth.still_stands(*again));
  for (const char* claims : {"", "{}", "[", R"({"generation":"2"})", R"({"generation":3})"}) {
    mcp::Principal changed = *again;
    changed.claims = claims;
    CHECK_FALSE(at.auth.still_stands(changed));
  }
  mcp::Principal stranger = *again;
  stranger.issuer = "https://issuer.example";
  CHECK_FALSE(at.auth.still_stands(stranger));
}

TEST_CASE("KEY-06 scopes and expiry come with the key") {
  Fixture at;
  const auto store = at.store();
  const auto expires = store->now() + 3'600'000;
  const auto issued = store->create({.name = "ci", .scopes = {"read"}, .expires = expires});
  REQUIRE(issued);
  const auto principal = at.auth.authenticate(with_key(issued->text));
  REQUIRE(principal);
  CHECK(mcp::authorize(*principal, {"read"}));
  CHECK_FALSE(mcp::authorize(*principal, {"write"}));
  REQUIRE(principal->expires);
  CHECK(principal->expires->time_since_epoch() / 1ms == expires);
}

TEST_CASE("KEY-06 no jump of a clock makes a key last longer, or begin earlier") {
  Fixture at;
  const auto store = at.store();
  const auto hour = store->now() + 3'600'000;
  const auto brief = store->create({.name = "brief", .expires = hour});
  const auto early = store->create({.name = "early", .not_before = hour});
  const auto replaced = store->create({.name = "replaced"});
  REQUIRE((brief && early && replaced && store->rotate("replaced", 1h)));
  std::vector<mcp::Principal> let_in;
  for (const auto& text : {brief->text, replaced->text}) {
    const auto principal = at.auth.authenticate(with_key(text));
    REQUIRE(principal);
    let_in.push_back(*principal);
  }
  bool is_over = true;
  SECTION("the machine slept, or learnt what time it is") { wall_jumped = 2h; }
  SECTION("time passed, and the clock on the wall was set back") {
    wall_jumped = -24h;
    later = 2h;
  }
  SECTION("the clock on the wall was set back, and no time passed") {
    wall_jumped = -24h;
    is_over = false;
  }
  if (later == 0s) CHECK(at.refusal(with_key(early->text)) == kNotValid);
  for (const auto& text : {brief->text, replaced->text})
    CHECK(at.refusal(with_key(text)) == (is_over ? kNotValid : ""));
  for (const auto& principal : let_in) CHECK(at.auth.still_stands(principal) == !is_over);
  if (!is_over) return;
  REQUIRE(store->revoke("first"));  // so that what was read before is read again
  for (const auto& text : {brief->text, replaced->text}) CHECK(at.refusal(with_key(text)) == kNotValid);
  std::filesystem::rename(at.path(), at.path(".gone"));
  for (const auto& principal : let_in) CHECK_FALSE(at.auth.still_stands(principal));
}

TEST_CASE("KEY-07 who tries many keys is made to wait, and nobody else") {
  Fixture at;
  std::map<Error::Code, int> heard;
  for (int i = 0; i < 10'000; ++i) {
    const auto principal = at.auth.recognise(with_key("mcp_wrong_" + std::to_string(i)));
    REQUIRE((principal && !*principal));
    ++heard[principal->error().code];
  }
  CHECK(heard[Error::Code::unauthorized] >= 10);
  CHECK(heard[Error::Code::unauthorized] < 30);
  CHECK(heard[Error::Code::rate_limited] > 9'970);
  CHECK_THAT(at.auth.authenticate(with_key("x")).error().message, ContainsSubstring("try again in"));
  CHECK(at.refusal(with_key(at.key)).empty());
  CHECK(at.refusal(with_key("x", "192.0.2.2")) == kNotValid);
  // Another mode's token is no wrong key.
  for (int i = 0; i < 100; ++i)
    CHECK(at.refusal(Head(Head::Fields{{"authorization", "Bearer eyJ.e30." + std::to_string(i)}},
                          "192.0.2.4")) == kNotValid);
  // Who brings none guesses none.
  for (int i = 0; i < 100; ++i) CHECK(at.refusal(Head(Head::Fields{}, "192.0.2.3")) == kNotValid);
}

TEST_CASE("KEY-07 a wrong key counts once, however often its request is looked at") {
  Fixture at;
  for (int i = 0; i < 9; ++i) {
    CHECK(at.auth.recognise(with_key("x"))->error().code == Error::Code::unauthorized);
    CHECK(at.auth.authenticate(with_key("x").again()).error().code == Error::Code::unauthorized);
  }
  CHECK(at.auth.recognise(with_key("x"))->error().code == Error::Code::unauthorized);
  CHECK(at.auth.authenticate(with_key("x").again()).error().code == Error::Code::rate_limited);
}

TEST_CASE("KEY-08 a database that does not answer lets nobody in") {
  Fixture at;
  REQUIRE(at.refusal(with_key(at.key)).empty());
  const auto may_go_on = at.auth.authenticate(with_key(at.key));
  REQUIRE(may_go_on);
  const auto unavailable = [&](const std::string& key) {
    std::this_thread::sleep_for(20ms);  // it was looked for a moment ago
    const auto at_once = at.auth.recognise(with_key(key));
    const auto principal = at.auth.authenticate(with_key(key));
    return !at_once && !principal && principal.error().code == Error::Code::unavailable;
  };
  // What is open outlasts a moment, and no more.
  const auto stands_only_for_now = [&] {
    const bool for_now = at.auth.still_stands(*may_go_on);
    later = 4s;
    return for_now && !at.auth.still_stands(*may_go_on);
  };
  CHECK(at.auth.ready());
  CHECK(at.auth.still_stands(*may_go_on));
  SECTION("it is gone") {
    std::filesystem::rename(at.path(), at.path(".gone"));
    CHECK(unavailable(at.key));
    CHECK(unavailable("x"));
    CHECK(stands_only_for_now());
    CHECK_FALSE(at.auth.ready());
    CHECK_FALSE(std::filesystem::exists(at.path()));
    std::filesystem::rename(at.path(".gone"), at.path());
    CHECK(at.auth.authenticate(with_key(at.key)));
    for (int i = 0; i < 500 && !at.auth.ready(); ++i) std::this_thread::sleep_for(20ms);
    CHECK(at.refusal(with_key(at.key)).empty());
    CHECK(at.auth.still_stands(*may_go_on));
  }
  SECTION("another one is in its place") {
    std::filesystem::rename(at.path(), at.path(".gone"));
    std::filesystem::remove(at.path("-wal"));
    REQUIRE(ApiKey(at.options()).load());
    std::this_thread::sleep_for(20ms);  // it was looked for a moment ago
    CHECK(at.refusal(with_key(at.key)) == kNotValid);
    CHECK_FALSE(at.auth.still_stands(*may_go_on));
  }
  SECTION("it is no database any more") {
    at.folder.file("new", "this is not a database, whatever else it may be; and it is long enough to be one");
    std::filesystem::permissions(at.folder.path("new"), std::filesystem::perms(0600));
    std::filesystem::rename(at.folder.path("new"), at.path());
    CHECK(unavailable(at.key));
    CHECK(stands_only_for_now());
    CHECK_FALSE(at.auth.ready());
    CHECK_FALSE(ApiKey(at.options()).load());
  }
}

TEST_CASE("KEY-08 what a key opened outlasts a moment after the key was seen last") {
  Fixture at;
  REQUIRE(at.auth.authenticate(with_key(at.key)));
  later = 1min;
  const auto opens = at.auth.authenticate(with_key(at.key));
  REQUIRE(opens);
  std::filesystem::rename(at.path(), at.path(".gone"));
  std::this_thread::sleep_for(20ms);  // it was looked for a moment ago
  CHECK(at.auth.still_stands(*opens));
}

TEST_CASE("KEY-08 keys that were never read let nobody in") {
  tst::ScratchFolder folder;
  ApiKey auth({.database = "sqlite:///" + folder.path("keys.db")});
  CHECK(auth.authenticate(with_key("x")).error().code == Error::Code::internal);
  CHECK_FALSE(auth.still_stands({.issuer = "api-key", .claims = R"({"generation":1})"}));
}

TEST_CASE("options that cannot be meant are told") {
  const auto why_not = [](ApiKey::Options options) {
    const auto loaded = ApiKey(std::move(options)).load();
    return loaded ? "loaded" : loaded.error().message;
  };
  tst::ScratchFolder folder;
  const std::string database = "sqlite:///" + folder.path("keys.db");
  for (const char* url : {"", "keys.db", "sqlite://keys.db", "sqlite:///", "sqlite:///a/",
                          "sqlite:///a?mode=ro", "redis://host/"})
    CHECK_THAT(why_not({.database = url}), ContainsSubstring("the database of API keys is"));
  CHECK_THAT(why_not({.database = database, .header = "X API Key"}), ContainsSubstring("name of a header"));
  CHECK_THAT(why_not({.database = database, .header = ""}), ContainsSubstring("name of a header"));
  CHECK_THAT(why_not({.database = database, .prefix = "MCP"}), ContainsSubstring("prefix"));
  CHECK_THAT(why_not({.database = database, .pepper = "${NOT_SET_ANYWHERE}"}),
             ContainsSubstring("NOT_SET_ANYWHERE"));
  CHECK_THAT(why_not({.database = database, .realm = "\""}), ContainsSubstring("realm"));
  CHECK_FALSE(std::filesystem::exists(folder.path("keys.db")));
}

TEST_CASE("when a key was used last is written down by and by") {
  Fixture at;
  const auto store = at.store();
  CHECK(store->find("first")->last_used == 0);
  REQUIRE(at.auth.authenticate(with_key(at.key)));
  for (int i = 0; i < 500 && store->find("first")->last_used == 0; ++i) std::this_thread::sleep_for(10ms);
  const auto first = store->find("first")->last_used;
  CHECK(first > 0);
  {
    ApiKey brief([&] {
      auto options = at.options();
      options.noting = 1h;
      return options;
    }());
    REQUIRE(brief.load());
    std::this_thread::sleep_for(2ms);
    REQUIRE(brief.authenticate(with_key(at.key)));
  }
  CHECK(store->find("first")->last_used > first);
  CHECK(at.errors.read_all().empty());
}
