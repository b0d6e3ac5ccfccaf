#include "keys_command.h"

#include <mcp/auth/api_key/keys_line.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>

#include "catch.h"
#include "scratch_folder.h"

using namespace mcp::auth::keys;
using mcp::Error;
using mcp::Json;
using tst::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

struct Office {
  mcp::Result<std::unique_ptr<KeyStore>> open() const {
    return KeyStore::open({.database = {.file = {folder.path("keys.db"), 1 << 30}}});
  }
  mcp::Result<std::string> run(std::vector<std::string_view> arguments) {
    return run_keys({.open = [this] { return open(); }, .scopes = scopes, .header = "X-API-Key"}, arguments);
  }
  std::string said(std::vector<std::string_view> arguments) {
    const auto text = run(std::move(arguments));
    return text ? *text : text.error().message;
  }
  Json json(std::vector<std::string_view> arguments) {
    arguments.push_back("--json");
    const std::string text = said(std::move(arguments));
    INFO(text);
    CHECK(std::ranges::count(text, '\n') == 1);
    auto read = mcp::read_json(text);
    REQUIRE(std::holds_alternative<Json>(read));
    return std::get<Json>(std::move(read));
  }
  bool lets_in(const Json& issued) const {
    const auto store = open();
    REQUIRE(store);
    const auto holder = (*store)->holder_of(issued["key"].get<std::string>(), KeyStore::Waiting::bounded);
    REQUIRE(holder);
    return holder->has_value();
  }

  tst::ScratchFolder folder{};
  std::vector<std::string> scopes{"orders:read", "orders:write"};
};

}  // namespace

TEST_CASE("a key is made, shown, replaced and revoked, by its name or its id") {
  Office office;
  const Json made =
      office.json({"create", "ci", "--scope", "orders:read", "--scope=orders:write", "--expires", "90d"});
  CHECK(made["name"] == "ci");
  CHECK(made["state"] == "valid");
  CHECK(made["scopes"] == Json{"orders:read", "orders:write"});
  CHECK(office.lets_in(made));
  const std::string id = made["id"];
  for (const std::string& subject : {std::string("ci"), id}) {
    const Json shown = office.json({"show", subject});
    CHECK(shown["id"] == id);
    CHECK_FALSE(shown.contains("key"));
    CHECK(shown["expires"] == made["expires"]);
    CHECK(shown["lastUsed"].is_null());
  }
  const Json rotated = office.json({"rotate", id, "--grace", "24h"});
  CHECK(rotated["id"] == id);
  CHECK(office.lets_in(made));
  CHECK(office.lets_in(rotated));
  const Json again = office.json({"rotate", "ci"});
  CHECK_FALSE(office.lets_in(rotated));
  CHECK(office.lets_in(again));
  CHECK(office.json({"revoke", "ci"})["state"] == "revoked");
  CHECK_FALSE(office.lets_in(again));
  CHECK(office.json({"list"}).size() == 1);
  CHECK(office.json({"list"})[0]["state"] == "revoked");
}

TEST_CASE("for people a key stands alone on its line, and lists have columns") {
  Office office;
  CHECK_THAT(office.said({"list"}), ContainsSubstring("there are no keys yet"));
  const std::string made = office.said({"create", "ci"});
  CHECK(made.starts_with("mcp_"));
  CHECK(made.find('\n') > 58);
  CHECK_THAT(made, ContainsSubstring("shown this once") && ContainsSubstring("X-API-Key") &&
                       ContainsSubstring("It has no scopes"));
  office.said({"create", "later", "--not-before", "1h", "--expires", "2100-01-01T00:00:00Z"});
  const std::string list = office.said({"list"});
  CHECK_THAT(list, ContainsSubstring("NAME   ID           STATE          EXPIRES") &&
                       ContainsSubstring("not yet valid") && ContainsSubstring("2100-01-01T00:00:00Z"));
  CHECK(list.find(made.substr(0, made.find('\n'))) == std::string::npos);
  CHECK_THAT(office.said({"show", "ci"}), ContainsSubstring("state       valid"));
  CHECK_THAT(office.said({"revoke", "ci"}), ContainsSubstring("revoked `ci`"));
  CHECK_THAT(office.said({}),
             ContainsSubstring("keys rotate NAME|ID") && ContainsSubstring("orders:read orders:write"));
  for (const std::vector<std::string_view>& help :
       {std::vector<std::string_view>{"--help"}, {"create", "-h"}, {"help"}})
    CHECK(office.said(help) == office.said({}));
}

TEST_CASE("what cannot be meant is told with what was probably meant") {
  Office office;
  const auto misuse = [&](std::vector<std::string_view> arguments) {
    const auto text = office.run(std::move(arguments));
    REQUIRE_FALSE(text);
    CHECK(text.error().code == Error::Code::invalid_params);
    return text.error().message;
  };
  CHECK(misuse({"crate", "x"}) == "unknown command `crate`, did you mean `create`?");
  CHECK(misuse({"create", "x", "--scop", "y"}) == "unknown option `--scop`, did you mean `--scope`?");
  CHECK(misuse({"list", "--grace", "1h"}) == "unknown option `--grace`");
  CHECK(misuse({"create", "x", "--scope", "orders:raed"}) ==
        "unknown scope `orders:raed`, did you mean `orders:read`?");
  CHECK(misuse({"create"}) == "`create` needs a NAME");
  CHECK(misuse({"show"}) == "`show` needs a NAME or ID");
  CHECK(misuse({"create", "x", "y"}) == "`y` is too much for `create`");
  CHECK(misuse({"list", "x"}) == "`x` is too much for `list`");
  CHECK(misuse({"create", "x", "--scope"}) == "--scope needs a value");
  for (const char* time : {"", "90", "d", "-1d", "1w", "99999999d", "tomorrow", "2030-01-01"})
    CHECK_THAT(misuse({"create", "x", "--expires", time}), ContainsSubstring("--expires takes a time"));
  CHECK_THAT(misuse({"create", "x", "--expires", "2020-01-01T00:00:00Z"}),
             ContainsSubstring("would have expired"));
  CHECK_THAT(misuse({"rotate", "x", "--grace", "soon"}), ContainsSubstring("--grace takes a time"));
  CHECK_THAT(misuse({"create", "x y"}), ContainsSubstring("is no name for a key"));
  office.scopes.clear();
  CHECK_THAT(misuse({"create", "x", "--scope", "a"}), ContainsSubstring("this server has none"));
  for (const std::vector<std::string_view>& missing :
       {std::vector<std::string_view>{"show", "x"}, {"revoke", "x"}, {"rotate", "x"}}) {
    const auto text = office.run(missing);
    REQUIRE_FALSE(text);
    CHECK(text.error().code == Error::Code::not_found);
  }
}

TEST_CASE("keys made elsewhere are taken in line by line, all or none") {
  Office office;
  office.folder.file(
      "keys.jsonl", R"({"name":"a","key":"0123456789-0123456789-a","scopes":["orders:read"],"expires":"90d"})"
                    "\n\n"
                    R"({"name":"b","key":"0123456789-0123456789-b"})"
                    "\r\n");
  CHECK(office.said({"import", office.folder.path("keys.jsonl")}) == "imported 2 keys\n");
  CHECK(office.lets_in({{"key", "0123456789-0123456789-a"}}));
  CHECK(office.json({"show", "a"})["scopes"] == Json{"orders:read"});
  CHECK(office.json({"show", "b"})["expires"].is_null());
  const auto refusal = [&](const std::string& second) {
    office.folder.file("more.jsonl", R"({"name":"c","key":"0123456789-0123456789-c"})"
                                     "\n" +
                                         second);
    const auto text = office.run({"import", office.folder.path("more.jsonl")});
    REQUIRE_FALSE(text);
    CHECK(office.json({"list"}).size() == 2);
    CHECK(text.error().message.find("canary") == std::string::npos);
    return text.error().message;
  };
  for (const char* line :
       {"canary-canary-canary-canary", "[]", "{}", R"({"name":"d"})", R"({"name":1,"key":"x"})",
        R"({"name":"d","key":"canary-canary-canary-canary","scope":[]})",
        R"({"name":"d","key":"canary-canary-canary-canary","scopes":["x"]})",
        R"({"name":"d","key":"canary-canary-canary-canary","scopes":"orders:read"})",
        R"({"name":"d","key":"canary-canary-canary-canary","scopes":[1]})",
        R"({"name":"d","key":"canary-canary-canary-canary","expires":"soon"})",
        R"({"name":"d","key":"canary-canary-canary-canary","expires":5})",
        R"({"name":"a","key":"canary-canary-canary-canary"})", R"({"name":"d","key":"canary"})",
        R"({"name":"d","key":"canary canary canary canary"})",
        R"({"name":"d","key":"0123456789-0123456789-c"})"}) {
    CAPTURE(line);
    CHECK_THAT(refusal(line), tst::StartsWith("line 2: "));
  }
  CHECK_THAT(office.said({"import", office.folder.path("none")}), ContainsSubstring("cannot read the file"));
}
