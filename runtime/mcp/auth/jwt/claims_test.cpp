#include "claims.h"

#include <set>
#include <string>
#include <variant>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

#include "catch.h"

using mcp::auth::Jwt;
using mcp::auth::Seconds;

namespace {

constexpr Seconds kNow{1'800'000'000};

Jwt::Options options() {
  return {.issuer = "https://issuer.example",
          .audience = "https://api.example/mcp",
          .role_claims = {"realm_access.roles", "resource_access.orders.roles"}};
}

/// What is read of claims that are right but for what `changes` sets, or removes by null.
mcp::Result<mcp::auth::Verified> read(const std::string& changes, std::string_view type = "at+jwt",
                                      Seconds now = kNow, const Jwt::Options& with = options()) {
  mcp::Json claims = {{"iss", "https://issuer.example"},
                      {"aud", "https://api.example/mcp"},
                      {"sub", "ann"},
                      {"exp", 1'800'000'300}};
  const auto parsed = mcp::read_json(changes);
  const auto* wanted = std::get_if<mcp::Json>(&parsed);
  REQUIRE(wanted);
  for (const auto& [name, value] : wanted->items()) {
    if (value.is_null())
      claims.erase(name);
    else
      claims[name] = value;
  }
  return mcp::auth::read_claims(claims, type, with, now);
}

bool good(const std::string& changes, std::string_view type = "at+jwt", Seconds now = kNow) {
  return read(changes, type, now).has_value();
}

mcp::Principal whom(const std::string& changes) {
  const auto verified = read(changes);
  REQUIRE(verified);
  return verified->principal;
}

}  // namespace

TEST_CASE("claims say who calls, with which rights, until when") {
  const auto verified = read(
      R"({"scope":"read  write","realm_access":{"roles":["admin","an auditor"]},"email":"ann@example.com"})");
  REQUIRE(verified);
  CHECK(verified->from == kNow);
  CHECK(verified->until == Seconds(1'800'000'300));
  CHECK(verified->principal.issuer == "https://issuer.example");
  CHECK(verified->principal.subject == "ann");
  CHECK(verified->principal.scopes == std::vector<std::string>{"read", "write"});
  CHECK(verified->principal.roles == std::vector<std::string>{"admin", "an auditor"});
}

TEST_CASE("JWT-09 a token without an end, or with one that is no time, is refused") {
  CHECK(good(R"({"exp":1800000001})"));
  CHECK(good(R"({"exp":1800000001.5})"));
  CHECK(good(R"({"exp":253402300799})"));
  for (const char* exp :
       {"null", "\"1800000001\"", "true", "[1800000001]", "{}", "-1", "-1800000001", "1e308", "9999999999999",
        "18446744073709551615", "-9223372036854775808", "253402300800"}) {
    CAPTURE(exp);
    CHECK_FALSE(good(R"({"exp":)" + std::string(exp) + "}"));
  }
}

TEST_CASE("JWT-09 who came with a token stands for nobody from when the token is refused") {
  Jwt::Options with = options();
  with.leeway = std::chrono::seconds(10);
  const auto expires = [&](const std::string& exp) {
    const auto verified = read(R"({"exp":)" + exp + "}", "at+jwt", kNow, with);
    REQUIRE(verified);
    REQUIRE(verified->principal.expires);
    return *verified->principal.expires;
  };
  using Time = Jwt::Clock::time_point;
  CHECK(expires("1800000300") == Time(std::chrono::seconds(1'800'000'310)));
  CHECK(expires("1800000300.5") == Time(std::chrono::milliseconds(1'800'000'310'500)));
  CHECK(expires("9223372026") == Time(std::chrono::seconds(9'223'372'036)));
  for (const char* beyond : {"9223372027", "9223372036", "9223372037", "253402300799"})
    CHECK(expires(beyond) == Time::max());
}

TEST_CASE("JWT-09 a token is good until its end, and for the leeway") {
  const auto good_at = [](double second) { return good(R"({"exp":1800000100})", "at+jwt", Seconds(second)); };
  CHECK(good_at(1'800'000'099));
  CHECK(good_at(1'800'000'100));
  CHECK(good_at(1'800'000'159.9));
  CHECK_FALSE(good_at(1'800'000'160));
  CHECK_FALSE(good_at(1'800'000'161));
  Jwt::Options exact = options();
  exact.leeway = std::chrono::seconds(0);
  CHECK(read(R"({"exp":1800000001})", "at+jwt", kNow, exact));
  CHECK_FALSE(read(R"({"exp":1800000000})", "at+jwt", kNow, exact));
}

TEST_CASE("JWT-09 whom a token stands for is nobody once it is no longer good") {
  using std::chrono::seconds;
  CHECK(whom(R"({"exp":1800000100})").expires == Jwt::Clock::time_point(seconds(1'800'000'160)));
  CHECK(whom(R"({"exp":253402300799})").expires > Jwt::Clock::time_point(seconds(8'000'000'000)));
}

TEST_CASE("JWT-09 a token of the future is refused") {
  for (const char* name : {"nbf", "iat"}) {
    CAPTURE(name);
    const auto with = [&](const char* time) { return good("{\"" + std::string(name) + "\":" + time + "}"); };
    CHECK(with("1800000000"));
    CHECK(with("1800000060"));
    CHECK(with("0"));
    for (const char* time : {"1800000061", "9999999999999", "1e308", "-1", "\"0\"", "[]"}) {
      CAPTURE(time);
      CHECK_FALSE(with(time));
    }
  }
}

TEST_CASE("JWT-10 a token is for exactly this server, among others or alone") {
  CHECK(good(R"({"aud":"https://api.example/mcp"})"));
  CHECK(good(R"({"aud":["https://other.example","https://api.example/mcp"]})"));
  for (const char* aud :
       {"null", R"("https://other.example")", R"("https://api.example/mcp/")", R"("https://api.example/mc")",
        R"("https://api.example/mcp2")", R"("HTTPS://API.EXAMPLE/MCP")", R"("*")", R"("")", "[]", "1", "true",
        R"({"https://api.example/mcp":1})", R"(["https://other.example"])",
        R"([["https://api.example/mcp"]])", R"(["https://api.example/mcp",5])",
        R"("https://api.example/mcp https://other.example")"}) {
    CAPTURE(aud);
    CHECK_FALSE(good(R"({"aud":)" + std::string(aud) + "}"));
  }
}

TEST_CASE("JWT-11 the issuer is the configured one, byte for byte") {
  CHECK(good(R"({"iss":"https://issuer.example"})"));
  for (const char* iss : {"null", R"("https://issuer.example/")", R"("http://issuer.example")",
                          R"("https://ISSUER.example")", R"("https://other.example")", R"("")", "1",
                          R"(["https://issuer.example"])", R"("https://issuer.example\u0000")"}) {
    CAPTURE(iss);
    CHECK_FALSE(good(R"({"iss":)" + std::string(iss) + "}"));
  }
}

TEST_CASE("JWT-12 a token of another type is refused") {
  for (const char* type : {"at+jwt", "jwt", ""}) CHECK(good(R"({"scope":""})", type));
  for (const char* type :
       {"logout+jwt", "dpop+jwt", "secevent+jwt", "client-authentication+jwt", "jws", "id+jwt"}) {
    CAPTURE(type);
    CHECK_FALSE(good("{}", type));
  }
}

TEST_CASE("JWT-12 what shows that a token is not for access ends it") {
  for (const char* claim :
       {R"({"nonce":"n"})", R"({"at_hash":"h"})", R"({"c_hash":"h"})", R"({"s_hash":"h"})"}) {
    CAPTURE(claim);
    CHECK_FALSE(good(claim, "jwt"));
    CHECK_FALSE(good(claim, ""));
    CHECK(good(claim, "at+jwt"));
  }
  for (const char* claim :
       {R"({"events":{}})", R"({"cnf":{"jkt":"k"}})", R"({"token_use":"id"})", R"({"token_use":1})",
        R"({"typ":"ID"})", R"({"typ":"Refresh"})", R"({"typ":"Offline"})", R"({"typ":"Logout"})"}) {
    CAPTURE(claim);
    CHECK_FALSE(good(claim));
  }
  CHECK(good(R"({"token_use":"access","typ":"Bearer"})"));
  CHECK(good(R"({"token_use":"access_token"})"));
  CHECK(good(R"({"token_use":"access"})", "jwt"));
  CHECK_FALSE(good(R"({"token_use":"refresh_token"})"));
}

TEST_CASE("JWT-12 a token shows that it is for access, unless the manifest asks for less or for more") {
  const auto verdicts = [](const std::string& claims, std::string_view type) {
    std::string text;
    for (const char* wanted : {"", "at+jwt", "any"}) {
      Jwt::Options with = options();
      with.token_type = wanted;
      text += read(claims, type, kNow, with) ? '+' : '-';
    }
    return text;
  };
  CHECK(verdicts("{}", "at+jwt") == "+++");
  for (const char* type : {"", "jwt"}) {
    CAPTURE(type);
    // An ID token that was made without a nonce, for a client that is called like this server.
    CHECK(verdicts(R"({"azp":"app","auth_time":1800000000,"email":"ann@example.com"})", type) == "--+");
    for (const char* mark : {R"({"scope":"a"})", R"({"scp":["a"]})", R"({"client_id":"app"})",
                             R"({"typ":"Bearer"})", R"({"token_use":"access"})"}) {
      CAPTURE(mark);
      CHECK(verdicts(mark, type) == "+-+");
    }
    CHECK(verdicts(R"({"scope":"openid","nonce":"n"})", type) == "---");
    CHECK(verdicts(R"({"typ":"ID"})", type) == "---");
  }
}

TEST_CASE("JWT-15 whoever has no subject is called by its client, and without a name is refused") {
  CHECK(whom("{}").subject == "ann");
  CHECK(whom(R"({"client_id":"app"})").subject == "ann");
  CHECK(whom(R"({"sub":null,"client_id":"app"})").subject == "client_id:app");
  CHECK_FALSE(good(R"({"sub":null})"));
  for (const std::string& sub : {std::string("1"), std::string("{}"), std::string("[\"ann\"]"),
                                 std::string("true"), std::string(R"("")"), std::string(R"("ann\u0000")"),
                                 std::string(R"("a\nb")"), '"' + std::string(1025, 'a') + '"'}) {
    CAPTURE(sub);
    CHECK_FALSE(good(R"({"client_id":"app","sub":)" + sub + "}"));
    CHECK_FALSE(good(R"({"sub":null,"client_id":)" + sub + "}"));
  }
}

TEST_CASE("JWT-15 a client that is called like a user is somebody else") {
  std::set<std::string> subjects;
  for (const char* name : {"ann", "client_id:ann", "sub:ann", "sub:client_id:ann", "client_id:sub:ann"}) {
    CHECK(subjects.insert(whom(R"({"sub":")" + std::string(name) + "\"}").subject).second);
    CHECK(subjects.insert(whom(R"({"sub":null,"client_id":")" + std::string(name) + "\"}").subject).second);
  }
}

TEST_CASE("JWT-15 scopes are words in one text or in a list, of the first claim there is") {
  using Words = std::vector<std::string>;
  CHECK(whom(R"({"scope":" a b "})").scopes == Words{"a", "b"});
  CHECK(whom(R"({"scope":["a","b"]})").scopes == Words{"a", "b"});
  CHECK(whom(R"({"scp":["a","b"]})").scopes == Words{"a", "b"});
  CHECK(whom(R"({"scp":"a b"})").scopes == Words{"a", "b"});
  CHECK(whom(R"({"scope":"a","scp":"b"})").scopes == Words{"a"});
  CHECK(whom(R"({"scope":""})").scopes.empty());
  CHECK(whom("{}").scopes.empty());
  for (const char* scope : {"1", "true", "{}", R"(["a b"])", R"(["a",1])", R"([""])", R"(["a\u0000"])",
                            R"("a\tb")", R"("a\"b")", R"(["\u00e4"])", R"([["a"]])"}) {
    CAPTURE(scope);
    CHECK_FALSE(good(R"({"scope":)" + std::string(scope) + "}"));
  }
}

TEST_CASE("JWT-15 roles are a list of names at their path") {
  using Words = std::vector<std::string>;
  CHECK(whom(R"({"realm_access":{"roles":["a b"]}})").roles == Words{"a b"});
  CHECK(whom(R"({"realm_access.roles":["a"]})").roles == Words{"a"});
  for (const char* none : {"{}", R"({"realm_access":{}})", R"({"realm_access":5})", R"({"roles":["a"]})"})
    CHECK(whom(none).roles.empty());
  for (const char* roles : {"1", "\"admin\"", "{}", "[1]", "[\"\"]", "[[\"a\"]]", "[\"a\\u0000\"]"}) {
    CAPTURE(roles);
    CHECK_FALSE(good(R"({"realm_access":{"roles":)" + std::string(roles) + "}}"));
  }
  CHECK(whom(R"({"realm_access":{"roles":["a","b"]},"resource_access":{"orders":{"roles":["b","c"]}}})")
            .roles == Words{"a", "b", "c"});
  CHECK(whom(R"({"resource_access":{"orders":{"roles":["c"]}}})").roles == Words{"c"});
  CHECK_FALSE(good(R"({"realm_access":{"roles":["a"]},"resource_access":{"orders":{"roles":"c"}}})"));
  Jwt::Options nowhere = options();
  nowhere.role_claims = {};
  const auto verified = read(R"({"realm_access":{"roles":5}})", "at+jwt", kNow, nowhere);
  REQUIRE(verified);
  CHECK(verified->principal.roles.empty());
}

TEST_CASE("JWT-14 a token gives at most 256 scopes and as many roles") {
  const auto list = [](std::size_t count) {
    std::string text = "[\"a\"";
    for (std::size_t i = 1; i < count; ++i) text.append(",\"a").append(std::to_string(i)).append("\"");
    return text + "]";
  };
  const auto words = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "a ";
    return '"' + text + '"';
  };
  CHECK(whom(R"({"scope":)" + words(256) + "}").scopes.size() == 256);
  CHECK(whom(R"({"scope":)" + list(256) + "}").scopes.size() == 256);
  CHECK_FALSE(good(R"({"scope":)" + words(257) + "}"));
  CHECK_FALSE(good(R"({"scope":)" + list(257) + "}"));
  CHECK(good(R"({"realm_access":{"roles":)" + list(256) + "}}"));
  CHECK_FALSE(good(R"({"realm_access":{"roles":)" + list(257) + "}}"));
  CHECK_FALSE(good(R"({"realm_access":{"roles":)" + list(256) +
                   R"(},"resource_access":{"orders":{"roles":["one more"]}}})"));
}
