// What callers may use, and what those hear who may not.

#include <atomic>
#include <fstream>
#include <set>

#include <mcp/core/audit/audit_log.h>
#include <mcp/core/log.h>

#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "sse_client.h"
#include "stderr_pipe.h"

namespace http_test {
namespace {

using mcp::Error;

/// Knows whoever says `Bearer <name>[+<scope>]...`. Who begins with "slow" takes waiting, and is known once
/// that is over; who is `gone` does not stand any more.
class Guests final : public mcp::Authenticator {
 public:
  std::optional<mcp::Result<mcp::Principal>> recognise(const mcp::RequestHead& head) override {
    const auto header = head.header("authorization");
    if (header && header->starts_with("Bearer slow")) return {};
    return authenticate(head);
  }

  mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead& head) override {
    const auto header = head.header("authorization");
    if (!header) return Error{Error::Code::unauthorized, "say who you are"};
    if (header->starts_with("Bearer slow")) {
      ++asked;
      while (!known) std::this_thread::sleep_for(1ms);
      if (header->starts_with("Bearer slow-throws-a-number")) throw 5;
      if (header->starts_with("Bearer slow-throws")) throw std::runtime_error("user code broke");
    }
    std::string words(header->substr(7));
    if (words.starts_with("tried")) return Error{Error::Code::rate_limited, "you tried too often", 77s};
    if (words.starts_with("nobody")) {
      head.explain("it is known that nobody has it");
      return Error{Error::Code::unauthorized, "nobody has this word"};
    }
    mcp::Principal guest{.issuer = "guests", .subject = words.substr(0, words.find('+'))};
    for (std::size_t plus = words.find('+'); plus != std::string::npos; plus = words.find('+', plus + 1))
      guest.scopes.push_back(words.substr(plus + 1, words.find('+', plus + 1) - plus - 1));
    return guest;
  }
  std::string challenge(const mcp::RequestHead& head) const override {
    return head.header("authorization") ? "Bearer realm=\"test\", error=\"invalid_token\""
                                        : "Bearer realm=\"test\"";
  }
  std::vector<std::string> issuers() const override { return {"https://issuer.example.com"}; }
  bool still_stands(const mcp::Principal& guest) override { return guest.subject != "leaving" || !gone; }

  std::atomic<bool> known = false;
  std::atomic<bool> gone = false;
  std::atomic<int> asked = 0;
};

/// Something of each kind that needs scopes.
void furnish(mcp::Server& server) {
  server.add(mcp::Tool{.name = "both",
                       .input_schema_json = R"({"type":"object"})",
                       .scopes = {"one", "two"},
                       .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         FAIL("a handler ran that nobody may use");
                         return Error{};
                       }});
  const auto read = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Contents> { return mcp::Contents(); };
  server.add(mcp::Resource{
      .name = "closed", .uri = "test://closed", .scopes = {"one"}, .subscribe = true, .read = read});
  server.add(mcp::Resource{.name = "closed too",
                           .uri = "test://closed/{id}",
                           .scopes = {"one"},
                           .read = read,
                           .completers = {{.argument = "id", .values = {"a"}}}});
  server.add(mcp::Prompt{.name = "closed", .scopes = {"one"}, .get = [](const Json&, mcp::Context&) {
                           return mcp::Result<mcp::Messages>(mcp::Messages());
                         }});
}

class Guarded {
 public:
  explicit Guarded(HttpServer::Options options = {}) : server_(with(std::move(options)), {}, {}, furnish) {}

  Answer ask(std::string_view who, std::string request) const {
    return Socket(server_.port()).send(as(who, std::move(request))).receive();
  }
  static std::string as(std::string_view who, std::string request) {
    return request.insert(request.find("\r\n") + 2, proof_of(who));
  }
  static std::string proof_of(std::string_view who) {
    return who.empty() ? "" : "Authorization: Bearer " + std::string(who) + "\r\n";
  }
  std::uint16_t port() const { return server_.port(); }

  const std::unique_ptr<Guests> guests = std::make_unique<Guests>();

 private:
  HttpServer::Options with(HttpServer::Options options) const {
    options.authenticator = guests.get();
    return options;
  }

  HttpServer server_;
};

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

TEST_CASE("KEY-07 whoever has to wait before it is asked again is told for how long") {
  const Guarded server;
  const auto answer = server.ask("tried", modern_call("echo"));
  CHECK(answer->status == 429);
  CHECK(answer->field("retry-after") == "77");
}

TEST_CASE("each refusal is one line of the log, under the id that its caller got") {
  tst::StderrPipe errors;
  const Guarded server;
  server.guests->known = true;
  errors.read_all();
  const auto line_of = [&](const char* who, int status) {
    const auto answer = server.ask(who, modern_call("both"));
    CHECK(answer->status == status);
    const std::string line = errors.read_all();
    CHECK(std::ranges::count(line, '\n') == 1);
    CHECK_THAT(line, tst::ContainsSubstring(" request_id=\"" + answer->field("x-request-id") + "\""));
    return line;
  };
  CHECK_THAT(
      line_of("nobody", 401),
      tst::StartsWith("info a caller was refused why=\"it is known that nobody has it\" peer=\"127.0.0.1\""));
  CHECK_THAT(line_of("tried", 429), tst::StartsWith("info a caller has to wait why=\"you tried too often\""));
  CHECK_THAT(line_of("slow-throws", 503),
             tst::StartsWith("error a caller could not be checked why=\"user code broke\""));
  CHECK_THAT(line_of("ann+one", 403),
             tst::ContainsSubstring("why=\"missing scope: two\" method=\"tools/call\" caller=\"ann\""));
  CHECK(server.ask("", modern_call("both"))->status == 401);
  CHECK(errors.read_all().empty());
  mcp::set_log_level(mcp::LogLevel::debug);
  CHECK_THAT(line_of("", 401), tst::StartsWith("debug a caller was refused who shows nothing"));
  mcp::set_log_level(mcp::LogLevel::info);
}

TEST_CASE("what is recorded of a call has the id that its caller got") {
  const tst::ScratchFolder folder;
  mcp::AuditLog audit({.file = folder.path("audit.jsonl")});
  REQUIRE(audit.open());
  static Guests guests;
  HttpServer server({.authenticator = &guests}, {}, {.audit = &audit});
  for (const char* own : {"", "X-Request-ID: order-7\r\n"}) {
    std::string request = Guarded::as("ann", modern_call("echo"));
    request.insert(request.find("\r\n") + 2, own);
    const auto answer = Socket(server.port()).send(request).receive();
    std::ifstream file(folder.path("audit.jsonl"));
    std::string line, last;
    while (std::getline(file, line)) last = line;
    REQUIRE_FALSE(answer->field("x-request-id").empty());
    CHECK(Json::parse(last)["requestId"] == answer->field("x-request-id"));
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

TEST_CASE("who is waited for holds nobody up, and its request goes on where it stopped") {
  Guarded server;
  Socket waiting(server.port());
  const std::string request =
      Guarded::as("slow-ann", modern_call("echo", {{"text", std::string(200'000, 'x')}}));
  // The head, some of the body, and the rest while the answer is awaited.
  waiting.send(request.substr(0, 1000));
  for (int i = 0; i < 20'000 && server.guests->asked == 0; ++i) std::this_thread::sleep_for(1ms);
  waiting.send(request.substr(1000));
  for (int i = 0; i < 3; ++i) CHECK(server.ask("ben", modern_call("echo"))->status == 200);
  // Another that has no body left to come, and one behind it on the same connection.
  Socket second(server.port());
  second.send(Guarded::as("slow-eve", modern_call("echo", {{"text", "a"}})) +
              Guarded::as("ben", modern_call("echo", {{"text", "b"}})));
  for (int i = 0; i < 20'000 && server.guests->asked < 2; ++i) std::this_thread::sleep_for(1ms);
  server.guests->known = true;
  const auto answer = waiting.receive();
  REQUIRE(answer->status == 200);
  CHECK(answer->body.size() > 200'000);
  CHECK(second.receive()->body.find("\"a\"") != std::string::npos);
  CHECK(second.receive()->body.find("\"b\"") != std::string::npos);

  CHECK(server.ask("slow-nobody", modern_call("echo"))->status == 200);
  CHECK(server.ask("slow-throws", modern_call("echo"))->status == 503);
  CHECK(server.ask("slow-throws-a-number", modern_call("echo"))->status == 503);
}

TEST_CASE("LOAD-17 one address has a part of the places where it is asked who somebody is") {
  mcp::http::Limits limits;
  limits.inquiries_per_address = 2;
  Guarded server({.trusted_proxies = {"127.0.0.1"}, .limits = limits});
  const auto from = [](const std::string& address, const std::string& who) {
    std::string request = Guarded::as(who, modern_call("echo"));
    return request.insert(request.find("\r\n") + 2, "X-Forwarded-For: " + address + "\r\n");
  };
  Socket first(server.port());
  Socket second(server.port());
  first.send(from("2001:db8::1", "slow-ann"));
  second.send(from("2001:db8::2", "slow-ann"));
  for (int i = 0; i < 20'000 && server.guests->asked < 2; ++i) std::this_thread::sleep_for(1ms);
  const Answer third = Socket(server.port()).send(from("2001:db8::3", "slow-ann")).receive();
  CHECK(third->status == 429);
  CHECK_FALSE(third->field("retry-after").empty());
  CHECK(Socket(server.port()).send(from("2001:db8::3", "ben")).receive()->status == 200);
  Socket other(server.port());
  other.send(from("2001:db8:0:1::1", "slow-ann"));
  for (int i = 0; i < 20'000 && server.guests->asked < 3; ++i) std::this_thread::sleep_for(1ms);
  CHECK(server.guests->asked == 3);
  server.guests->known = true;
  CHECK(first.receive()->status == 200);
  CHECK(second.receive()->status == 200);
  CHECK(other.receive()->status == 200);
  for (int i = 0; i < 5; ++i)  // whoever was answered has its place again
    CHECK(Socket(server.port()).send(from("2001:db8::1", "slow-ann")).receive()->status == 200);
}

TEST_CASE("who leaves while it is waited for is not answered, and the server stops all the same") {
  Guarded server;
  Socket leaves(server.port());
  leaves.send(Guarded::as("slow-ann", modern_call("echo")));
  for (int i = 0; i < 20'000 && server.guests->asked == 0; ++i) std::this_thread::sleep_for(1ms);
  REQUIRE(server.guests->asked == 1);
  leaves.reset();
  CHECK(server.ask("ben", modern_call("echo"))->status == 200);
  server.guests->known = true;
}

TEST_CASE("MCP-14 a stream ends when whom it is for stands for nobody any more") {
  Guarded server;
  Socket stays(server.port());
  Socket leaves(server.port());
  const std::string listen =
      modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}});
  CHECK(stays.send(Guarded::as("staying", listen)).receive_head()->status == 200);
  CHECK(leaves.send(Guarded::as("leaving", listen)).receive_head()->status == 200);
  CHECK_FALSE(leaves.receive_until("\n\n\r\n").empty());
  server.guests->gone = true;
  CHECK(leaves.is_closed(5s));
  CHECK_FALSE(stays.is_closed(3s));
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
