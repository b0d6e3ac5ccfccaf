#include <memory>
#include <string>

#include "bench.h"
#include "catch.h"

using namespace conversation;

TEST_CASE("MCP-17 a cursor is one of ours or it is refused") {
  mcp::ServerLimits limits;
  limits.page = 5;
  Bench bench(limits);
  for (const char* revision : {"2024-11-05", kModern}) {
    WireClient client(bench.engine, revision);
    Json all = Json::array();
    Json params = Json::object();
    std::string last;
    for (;;) {
      const Json result = client.request("tools/list", params)["result"];
      CHECK(result["tools"].size() <= 5);
      for (const Json& tool : result["tools"]) all.push_back(tool["name"]);
      if (!result.contains("nextCursor")) break;
      params["cursor"] = last = result["nextCursor"];
    }
    CHECK(all.size() == 26);
    CHECK(all[0] == "greet");

    for (const std::string& forged :
         {std::string(), std::string("x"), last + "0", last.substr(0, last.size() - 1), last + " ",
          std::string("page--1"), std::string("page-0"), std::string("page-01"),
          std::string("page-99999999999999999999"), std::string(1 << 20, '1')})
      CHECK(code_of(client.request("tools/list", {{"cursor", forged}})) == -32602);
    for (const Json& wrong : {Json(1), Json(), Json::array()})
      CHECK(code_of(client.request("tools/list", {{"cursor", wrong}})) == -32602);
    // Another list's page is another list.
    CHECK(code_of(client.request("prompts/list", {{"cursor", last}})) == -32602);
  }
}

TEST_CASE("what may be cached says so, what depends on a scope is private") {
  Bench bench;
  WireClient client(bench.engine);
  for (const char* method : {"tools/list", "prompts/list", "resources/list", "resources/templates/list"}) {
    const Json result = client.request(method)["result"];
    CHECK(result["ttlMs"] == 300'000);
    CHECK(result["cacheScope"] == "public");
  }
  const Json read = client.request("resources/read", {{"uri", "test://static"}})["result"];
  CHECK(read["ttlMs"] == 5'000);
  CHECK(read["cacheScope"] == "public");
  WireClient known(bench.engine, kModern, Json::object(), {.issuer = "i", .subject = "ada"});
  CHECK(known.request("resources/read", {{"uri", "test://static"}})["result"]["cacheScope"] == "private");

  mcp::Server scoped({.name = "s", .version = "1"});
  scoped.add(mcp::Tool{.name = "t", .scopes = {"admin"}, .call = [](const Json&, mcp::Context&) {
                         return mcp::Result<mcp::ToolAnswer>(mcp::ToolAnswer{});
                       }});
  mcp::Engine engine(scoped);
  WireClient other(engine);
  CHECK(other.request("tools/list")["result"]["cacheScope"] == "private");
  CHECK(code_of(other.call("t")) == 401);
  WireClient user(engine, kModern, Json::object(), {.issuer = "i", .subject = "ada"});
  CHECK(code_of(user.call("t")) == 403);
  CHECK_THAT(user.call("t").dump(), tst::ContainsSubstring("admin"));
  WireClient admin(engine, kModern, Json::object(), {.issuer = "i", .subject = "ada", .scopes = {"admin"}});
  CHECK(admin.call("t").contains("result"));
}

TEST_CASE("a folder that takes long to list holds up nothing else") {
  mcp::Server server({.name = "s", .version = "1"});
  const auto gate = std::make_shared<Gate>();
  server.add(
      mcp::Resource{.name = "docs",
                    .uri = "docs://{+path}",
                    .read = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Contents> { return "x"; },
                    .list =
                        [gate] {
                          gate->wait();
                          return std::vector<mcp::Resource::Listed>();
                        }});
  mcp::Engine engine(server);
  WireClient client(engine);
  const int list = client.start("resources/list");
  CHECK(client.request("server/discover").contains("result"));
  gate->open();
  CHECK(client.response(list)["result"]["resources"].empty());
}

TEST_CASE("folders are listed as they are at that moment") {
  mcp::ServerLimits limits;
  limits.page = 2;
  mcp::Server server({.name = "s", .version = "1"}, limits);
  const auto files = std::make_shared<int>(3);
  server.add(
      mcp::Resource{.name = "docs",
                    .uri = "docs://{+path}",
                    .read = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Contents> { return "x"; },
                    .list =
                        [files] {
                          std::vector<mcp::Resource::Listed> listed;
                          for (int i = 0; i < *files; ++i)
                            listed.push_back({"docs://" + std::to_string(i), std::to_string(i), ""});
                          return listed;
                        }});
  mcp::Engine engine(server);
  WireClient client(engine);
  const Json first = client.request("resources/list")["result"];
  CHECK(first["resources"].size() == 2);
  CHECK(first["ttlMs"] == 0);
  CHECK(client.request("resources/list", {{"cursor", first["nextCursor"]}})["result"]["resources"].size() ==
        1);
  *files = 1;
  CHECK(client.request("resources/list")["result"]["resources"].size() == 1);
  CHECK(code_of(client.request("resources/list", {{"cursor", first["nextCursor"]}})) == -32602);
  CHECK(client.request("resources/read", {{"uri", "docs://a/b"}})["result"]["contents"][0]["uri"] ==
        "docs://a/b");
}
