// What callers may use, and what those hear who may not.

#include <set>

#include "catch.h"
#include "guests.h"
#include "sse_client.h"

namespace http_test {
namespace {

std::string get(std::string_view path, std::string_view host = "localhost") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n";
}

constexpr std::string_view kMetadata = "/.well-known/oauth-protected-resource";

std::set<std::string> names(const Answer& answer, const char* list) {
  std::set<std::string> found;
  const Json whole = answer->json();
  for (const Json& entry : whole["result"][list]) found.insert(entry["name"].get<std::string>());
  return found;
}

}  // namespace

TEST_CASE("RS-01 whoever may not is told where to learn how, by what is configured") {
  const Guarded server({.public_url = "https://mcp.example.com", .allowed_hosts = {"evil.example"}});
  const std::string learn =
      ", resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"";

  std::string forged = modern_call("echo");
  forged.replace(forged.find("localhost"), 9, "evil.example");
  CHECK(server.ask("", forged)->status == 401);
  CHECK(server.ask("", forged)->field("www-authenticate") == "Bearer realm=\"test\"" + learn);
  CHECK(server.ask("nobody", modern_call("echo"))->field("www-authenticate") ==
        "Bearer realm=\"test\", error=\"invalid_token\"" + learn);

  const auto narrow = server.ask("ann+two", modern_call("both"));
  CHECK(narrow->status == 403);
  CHECK(narrow->json()["error"]["code"] == 403);
  const std::string challenge = narrow->field("www-authenticate");
  CHECK(challenge.starts_with("Bearer error=\"insufficient_scope\", "));
  CHECK(challenge.find("scope=\"one two\"") != std::string::npos);
  CHECK(challenge.ends_with(learn));

  for (const std::string& path : {std::string(kMetadata), std::string(kMetadata) + "/mcp"}) {
    CAPTURE(path);
    const auto document = server.ask("", get(path, "evil.example"));
    REQUIRE(document->status == 200);
    CHECK(document->json() == Json{{"resource", "https://mcp.example.com/mcp"},
                                   {"authorization_servers", {"https://issuer.example.com"}},
                                   {"scopes_supported", {"guarded", "one", "two"}},
                                   {"bearer_methods_supported", {"header"}},
                                   {"resource_name", "http test"}});
  }
  CHECK(server.ask("", get(std::string(kMetadata) + "/other"))->status == 404);
  CHECK(server.ask("", get(kMetadata, "stranger.example"))->status == 403);
}

TEST_CASE("without a public URL the address that is listened on is told, not what a request says") {
  const Guarded server;
  const std::string base = "http://127.0.0.1:" + std::to_string(server.port());
  CHECK(server.ask("", get(kMetadata))->json()["resource"] == base + "/mcp");
}

TEST_CASE("RS-01 where to learn how is told where MCP is served by other doors, or not at all") {
  using Doors = mcp::transport::Http::Doors;
  for (const auto& [doors, path] : {std::pair(Doors{.mcp = false, .sse = true}, "/sse"),
                                    std::pair(Doors{.mcp = false, .rest = true}, "/api")}) {
    CAPTURE(path);
    const Guarded server({.doors = doors});
    const std::string base = "http://127.0.0.1:" + std::to_string(server.port());
    const std::string document = std::string(kMetadata) + path;
    CHECK(server.ask("", get(document))->json()["resource"] == base + path);
    const auto refused = server.ask("", doors.sse ? open_sse() : get("/openapi.json"));
    CHECK(refused->status == 401);
    CHECK(refused->field("www-authenticate") ==
          "Bearer realm=\"test\", resource_metadata=\"" + base + document + "\"");
  }
}

TEST_CASE("MCP-13 what a caller may not use it neither sees nor gets") {
  const Guarded server;
  const Json closed{{"uri", "test://closed"}};
  const std::string requests[] = {
      modern_call("both"),
      modern("resources/read", closed),
      modern("resources/read", {{"uri", "test://closed/a"}}),
      modern("prompts/get", {{"name", "closed"}}),
      modern("completion/complete", {{"ref", {{"type", "ref/resource"}, {"uri", "test://closed/{id}"}}},
                                     {"argument", {{"name", "id"}, {"value", ""}}}}),
  };
  for (const std::string& request : requests) {
    CAPTURE(request);
    const auto refused = server.ask("ann+two", request);
    CHECK(refused->status == 403);
    CHECK(refused->field("www-authenticate").find("scope=\"one") != std::string::npos);
  }
  const std::string session = server.ask("ann", post(initialize().dump()))->field("mcp-session-id");
  CHECK(server.ask("ann", legacy(session, legacy_request("resources/subscribe", closed)))->status == 403);
  CHECK(server.ask("ann+one", legacy(session, legacy_request("resources/subscribe", closed)))->status == 200);

  const auto of = [&](const char* who, const char* method, const char* list) {
    return names(server.ask(who, modern(method)), list);
  };
  CHECK(of("ann", "tools/list", "tools").count("both") == 0);
  CHECK(of("ann", "tools/list", "tools").count("echo") == 1);
  CHECK(of("ann+one", "tools/list", "tools").count("both") == 0);
  CHECK(of("ann+one+two", "tools/list", "tools").count("both") == 1);
  CHECK(of("ann", "tools/list", "tools").count("both") == 0);
  CHECK(of("ann", "resources/list", "resources").empty());
  CHECK(of("ann+one", "resources/list", "resources") == std::set<std::string>{"closed"});
  CHECK(of("ann", "resources/templates/list", "resourceTemplates").empty());
  CHECK(of("ann+one", "resources/templates/list", "resourceTemplates") ==
        std::set<std::string>{"closed too"});
  CHECK(of("ann", "prompts/list", "prompts").empty());
  CHECK(of("ann+one", "prompts/list", "prompts") == std::set<std::string>{"closed"});
}

TEST_CASE("MCP-13 the description of plain HTTP shows a caller what it may use, and nothing of the rest") {
  Guarded server({.doors = {.rest = true}});
  const auto described = [&](const char* who) { return server.ask(who, get("/openapi.json")); };
  const auto narrow = described("ann+one");
  REQUIRE(narrow->status == 200);
  const Json document = narrow->json();
  CHECK(document["paths"].contains("/api/tools/echo"));
  CHECK(document["components"]["schemas"].contains("divide.output"));
  for (const char* hidden : {"both", "guarded"}) CHECK(narrow->body.find(hidden) == std::string::npos);
  const auto wide = described("ann+one+two");
  CHECK(wide->json()["paths"].contains("/api/tools/both"));
  CHECK(wide->json()["components"]["schemas"].contains("both.input"));
  CHECK(described("ann+one")->body == narrow->body);
  CHECK(described("")->status == 401);
}

TEST_CASE("MCP-12 a description that not everybody sees alike is kept by nobody for others") {
  Guarded server({.doors = {.rest = true}});
  CHECK(server.ask("ann", get("/openapi.json"))->field("cache-control") == "private, no-cache");
}

TEST_CASE("MCP-12 a list that not everybody sees alike is private") {
  const Guarded server;
  for (const char* method : {"tools/list", "resources/list", "resources/templates/list", "prompts/list"}) {
    CAPTURE(method);
    CHECK(server.ask("ann+one+two", modern(method))->json()["result"]["cacheScope"] == "private");
  }
}

TEST_CASE("MCP-06 the decision is the same by every door and revision") {
  Guarded server({.doors = {.mcp = true, .rest = true, .sse = true}});
  const Json call = legacy_request("tools/call", {{"name", "guarded"}, {"arguments", Json::object()}});
  const auto rest = [](std::string request) { return request.replace(5, 4, "/api/tools/guarded"); };
  SseClient ann(server.port(), Guarded::proof_of("ann"));
  ann.initialize(Guarded::proof_of("ann"));
  for (const auto& [who, status] :
       {std::pair("ann+guarded", 200), std::pair("ann", 403), std::pair("", 401), std::pair("nobody", 401)}) {
    CAPTURE(who);
    CHECK(server.ask(who, modern_call("guarded"))->status == status);
    CHECK(server.ask(who, rest(post("{}")))->status == status);
    for (const char* revision : {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"}) {
      CAPTURE(revision);
      const std::string session =
          server.ask("ann", post(initialize(revision).dump()))->field("mcp-session-id");
      CHECK(server.ask(who, legacy(session, call))->status == status);
    }
    const auto posted = ann.post(call, Guarded::proof_of(who));  // what is refused it hears on its stream
    CHECK(posted->status == (status == 401 ? 401 : 202));
    CHECK(posted->field("www-authenticate").empty() == (status != 401));
    if (status == 200) CHECK(!ann.stream().receive_until("let in").empty());
    if (status == 403) CHECK(!ann.stream().receive_until(R"("code":403)").empty());
    if (status == 401) CHECK(server.ask(who, open_sse())->status == 401);
  }
}

TEST_CASE("MCP-07 the name of a session proves nothing") {
  const Guarded server;
  const std::string session = server.ask("ann", post(initialize().dump()))->field("mcp-session-id");
  const std::string ping = legacy(session, legacy_request("ping"));
  CHECK(server.ask("", ping)->status == 401);
  CHECK(server.ask("nobody", ping)->status == 401);
  CHECK(server.ask("ben", ping)->status == 404);
  CHECK(server.ask("ann", ping)->status == 200);
}

TEST_CASE("MCP-07 the name of a session proves nothing where it stands in a URL") {
  const Guarded server({.doors = {.sse = true}});
  SseClient ann(server.port(), Guarded::proof_of("ann"));
  ann.initialize(Guarded::proof_of("ann"));
  const Json ping = legacy_request("ping");
  CHECK(ann.send(ping) == 401);
  CHECK(ann.send(ping, Guarded::proof_of("nobody")) == 401);
  CHECK(ann.send(ping, Guarded::proof_of("ben")) == 404);
  CHECK(ann.send(ping, Guarded::proof_of("ann")) == 202);
  CHECK(!ann.stream().receive_until(R"("result":{})").empty());
}

TEST_CASE("MCP-14 the stream of a session tells what its reader may know, whoever subscribed") {
  Guarded server;
  const std::string session = server.ask("ann+one", post(initialize().dump()))->field("mcp-session-id");
  const auto says = [&](std::string_view who, const Json& message) {
    return server.ask(who, legacy(session, message))->status;
  };
  CHECK(says("ann+one", {{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}}) == 202);
  CHECK(says("ann+one", legacy_request("resources/subscribe", {{"uri", "test://closed"}})) == 200);
  std::string reads = get("/mcp");
  reads.insert(reads.find("\r\n"), "\r\nAccept: text/event-stream\r\nMcp-Session-Id: " + session);
  const auto hears = [&](Socket& stream) {
    server.server().resource_updated("test://closed");
    server.server().tools_changed();
    const std::string events = stream.receive_until("tools/list_changed");
    REQUIRE_FALSE(events.empty());
    return events.find("resources/updated") != std::string::npos;
  };
  Socket narrow(server.port());
  REQUIRE(narrow.send(Guarded::as("ann", reads)).receive_head()->status == 200);
  CHECK_FALSE(hears(narrow));
  CHECK(says("ann+one", legacy_request("ping")) == 200);
  CHECK(server.ask("ann+one", post("{", "Mcp-Session-Id: " + session + "\r\n"))->status == 400);
  CHECK(server.ask("ann+one", reads)->status == 409);
  CHECK_FALSE(hears(narrow));

  narrow.reset();
  std::optional<Socket> wide;
  int status = 409;  // until the server has noticed
  for (int i = 0; i < 200 && status == 409; ++i) {
    wide.emplace(server.port());
    status = wide->send(Guarded::as("ann+one", reads)).receive_head()->status;
    if (status == 409) std::this_thread::sleep_for(20ms);
  }
  REQUIRE(status == 200);
  CHECK(hears(*wide));
  CHECK(says("ann", legacy_request("ping")) == 200);
  CHECK(hears(*wide));
}

TEST_CASE("MCP-14 the stream of /sse tells what its reader may know, whoever subscribed") {
  Guarded server({.doors = {.sse = true}});
  SseClient ann(server.port(), Guarded::proof_of("ann"));
  ann.initialize(Guarded::proof_of("ann"));
  const Json subscribe = legacy_request("resources/subscribe", {{"uri", "test://closed"}});
  CHECK(ann.send(subscribe, Guarded::proof_of("ann+one")) == 202);
  CHECK(!ann.stream().receive_until(R"("result":{})").empty());
  server.server().resource_updated("test://closed");
  server.server().tools_changed();
  CHECK(ann.stream().receive_until("tools/list_changed").find("resources/updated") == std::string::npos);
}

TEST_CASE("MCP-13 what is open to everybody is served to who proves nothing, and nothing else is") {
  static Guests guests;
  HttpServer::Options options{.doors = {.rest = true}, .authenticator = &guests};
  HttpServer server(options, {}, {}, [](mcp::Server& more) {
    more.add(mcp::Tool{.name = "open",
                       .input_schema_json = R"({"type":"object"})",
                       .open = true,
                       .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         mcp::ToolAnswer answer;
                         answer.content = mcp::Content("come in");
                         return answer;
                       }});
  });
  const auto ask = [&](std::string_view who, std::string request) {
    return Socket(server.port()).send(Guarded::as(who, std::move(request))).receive();
  };
  CHECK(ask("", modern_call("open"))->status == 200);
  const auto refused = ask("", modern_call("echo"));
  CHECK(refused->status == 401);
  CHECK(refused->field("www-authenticate").starts_with("Bearer realm=\"test\", resource_metadata="));
  CHECK(ask("nobody", modern_call("open"))->status == 401);
  CHECK(ask("ann", modern_call("echo"))->status == 200);
  const auto list = ask("", modern("tools/list"));
  CHECK(names(list, "tools") == std::set<std::string>{"open"});
  CHECK(list->json()["result"]["cacheScope"] == "private");
  CHECK(names(ask("ann", modern("tools/list")), "tools").count("echo") == 1);

  const auto shown = ask("", get("/openapi.json"))->json();
  CHECK(shown["paths"].size() == 1);
  CHECK(shown["paths"].contains("/api/tools/open"));
  CHECK(shown["components"]["schemas"].size() == 3);  // its input, and two that are everybody's
  CHECK(ask("ann", get("/openapi.json"))->json()["paths"].contains("/api/tools/echo"));
}

}  // namespace http_test
