// A server over HTTP that memory is refused to, once, wherever it asks for some.

#include <mcp/auth/api_key/api_key.h>
#include <mcp/json/writer.h>

#include "../http/http_server.h"
#include "../http/sse_client.h"
#include "api_key_fixture.h"
#include "failing_memory.h"

namespace scarcity {
namespace {

using namespace http_test;

std::string with(const std::string& line, std::string request) {
  return request.insert(request.find("\r\n") + 2, line);
}

std::string rest(std::string_view tool, std::string_view body) {
  std::string text = "POST /api/tools/" + std::string(tool) +
                     " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

const std::string kReads = "Accept: text/event-stream\r\n";

std::string get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

/// Beside the tools: what has defaults within defaults, a template of resources, and a prompt.
void furnish(mcp::Server& server) {
  server.add(mcp::Tool{.name = "filled",
                       .input_schema_json = R"({"type":"object","properties":{"list":{"type":"array"},
        "first":{"type":"object","default":{},"properties":{"of the first":{"type":"array","default":[1]}}},
        "second":{"type":"array","default":[{"a":[1]}]},"third":{"type":"string","default":"c"}}})",
                       .call =
                           [](const mcp::Json& arguments, mcp::Context&) {
                             mcp::ToolAnswer answer;
                             answer.content = mcp::Content(mcp::to_text(arguments));
                             return answer;
                           },
                       .quick = true});
  server.add(mcp::Resource{.name = "note",
                           .uri = "notes://{name}/of/{author}",
                           .read = [](const mcp::Json& variables, mcp::Context&) {
                             return mcp::Contents(mcp::to_text(variables));
                           }});
  server.add(mcp::Prompt{.name = "praise", .get = [](const mcp::Json& arguments, mcp::Context&) {
                           return mcp::Messages(mcp::to_text(arguments));
                         }});
}

/// A server that wants keys, by every door.
struct Guarded {
  explicit Guarded(mcp::ServerLimits limits = {})
      : store(keys.store()),
        key("X-API-Key: " + store->create({.name = "a", .scopes = {"read"}})->text + "\r\n"),
        server({.doors = {.rest = true, .sse = true}, .authenticator = &keys.auth}, limits, {}, furnish) {}

  /// The header of a new session.
  std::string session() {
    return "Mcp-Session-Id: " + ask(with(key, post(initialize().dump())))->field("mcp-session-id") + "\r\n";
  }
  /// The answer to a question that it has asked.
  std::string answer() {
    const mcp::Json asked = ask(with(key, asked_call("name")))->json();
    return asked_call(
        "name", {{"requestState", asked["result"]["requestState"]},
                 {"inputResponses", {{"name", {{"action", "accept"}, {"content", {{"name", "Ann"}}}}}}}});
  }
  Answer ask(const std::string& request) { return Socket(server.port()).send(request).receive(); }

  tst::Fixture keys{};
  std::unique_ptr<mcp::auth::keys::KeyStore> store;
  std::string key;
  HttpServer server;
};

/// Whether this is what was to come, or an error that says that something failed. Nobody who is to be refused
/// may get further than that; and who is wrong often is told to wait, in place of being told so again.
bool is_fitting(const Received& answer, int expected) {
  if (answer.status == expected || answer.status >= 500) return true;
  if (expected == 401) return answer.status == 429;
  const mcp::Json body = answer.json();
  return expected != 403 && body.contains("result") && body["result"].value("isError", false);
}

struct Scenario {
  const char* name;
  std::string request;
  int status = 200;
  bool has_key = true;
  bool has_session = false;
  bool has_answer = false;
};

std::string request_to(Guarded& at, const Scenario& scenario) {
  std::string request = scenario.has_answer ? at.answer() : scenario.request;
  if (scenario.has_key) request = with(at.key, request);
  return scenario.has_session ? with(at.session(), request) : request;
}

/// What is made where it is needed first, and stays.
void make_what_is_kept_for_good(const Scenario& scenario) {
  Guarded at;
  at.ask(request_to(at, scenario));
  at.ask(post("{}"));  // the log of refusals
}

/// Asks a server for as long as there is a place where it was not yet refused memory.
void refuse_everywhere(const Scenario& scenario) {
  Guarded at;
  const std::string request = request_to(at, scenario);
  REQUIRE(at.ask(request)->status == scenario.status);
  forget_places();
  int refusals = 0;
  for (int in_vain = 0; in_vain < 3;) {
    Answer answer;
    {
      const OneRefused refused;
      Socket socket(at.server.port());
      socket.send(request);
      answer = socket.receive();
      CHECK((answer || socket.has_ended()));
      in_vain = refused.happened() ? 0 : in_vain + 1;
      refusals += refused.happened() ? 1 : 0;
    }
    if (answer) CHECK(is_fitting(*answer, scenario.status));
  }
  CHECK(refusals > 0);
  CHECK(is_fitting(*at.ask(request), scenario.status));
}

}  // namespace

TEST_CASE(
    "STORE-13 whichever piece of memory a request is refused, it is answered or cut off, and keeps none") {
  const std::string unknown = "X-API-Key: mcp_aaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n";
  const std::vector<Scenario> scenarios{
      {"a quick call", modern_call("echo", {{"text", "hi"}})},
      {"a call of the pool", modern_call("pause")},
      {"a checked call", modern_call("divide", {{"a", 6}, {"b", 3}})},
      {"a call with defaults", modern_call("filled", {{"list", {1, {{"a", 2}}}}})},
      {"arguments that do not fit", modern_call("divide", {{"a", -6}, {"b", "x"}})},
      {"a call that fails", modern_call("fail", {{"code", 0}})},
      {"a stream", modern_call("steps")},
      {"a large answer", modern_call("large", {{"bytes", 200'000}})},
      {"a question that nobody can answer", modern_call("name"), 400},
      {"a question", asked_call("name")},
      {"an answer", {}, 200, true, false, true},
      {"a resource", modern("resources/read", {{"uri", "notes://first/of/ann"}})},
      {"no such resource", modern("resources/read", {{"uri", "notes://first"}})},
      {"a prompt", modern("prompts/get", {{"name", "praise"}, {"arguments", {{"who", "ann"}}}})},
      {"a list", modern("tools/list")},
      {"discovery", modern("server/discover")},
      {"no such tool", modern_call("none")},
      {"no such method", modern("none"), 404},
      {"no JSON", post("{"), 400},
      {"no message", post(R"({"jsonrpc":"2.0","id":1,"method":"m","params":[1,[2]]})")},
      {"a scope that is missing", modern_call("guarded"), 403},
      {"no key", modern_call("echo"), 401, false},
      {"an unknown key", with(unknown, modern_call("echo")), 401, false},
      {"a session", post(initialize().dump())},
      {"a call of a session",
       post(legacy_request("tools/call", {{"name", "divide"}, {"arguments", {{"a", 6}, {"b", 3}}}}).dump()),
       200, true, true},
      {"a stream of a session",
       post(legacy_request("tools/call", {{"name", "steps"}, {"_meta", {{"progressToken", 1}}}}).dump()), 200,
       true, true},
      {"by path", rest("divide", R"({"a":6,"b":3})")},
      {"by path, and it does not fit", rest("divide", R"({"a":-6})"), 422},
      {"by path without key", rest("echo", "{}"), 401, false},
      {"by path, and there is none", rest("none", "{}"), 404},
      {"no such session", get_stream("none"), 404},
      {"another host", "GET /mcp HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", 403},
      {"no HTTP", "how do you do?\r\n\r\n", 400, false},
      {"the description", get("/openapi.json")},
      {"health", get("/healthz"), 200, false},
      {"readiness", get("/readyz"), 200, false},
      {"version", get("/version")},
      {"no such path", get("/none"), 404, false},
  };
  for (const Scenario& scenario : scenarios) {
    DYNAMIC_SECTION(scenario.name) {
      make_what_is_kept_for_good(scenario);
      const long before = given_out();
      refuse_everywhere(scenario);
      const long lost = given_out() - before;
      CHECK(lost == 0);
    }
  }
}

TEST_CASE(
    "STORE-13 whichever piece of memory a stream is refused, its place is free when its client is gone") {
  enum class Kind { sse, session, read_on };
  for (const auto& [name, kind] :
       {std::pair{"HTTP+SSE", Kind::sse}, {"a session", Kind::session}, {"read on", Kind::read_on}}) {
    DYNAMIC_SECTION(name) {
      mcp::ServerLimits one;
      one.streams = 1;
      Guarded at(one);
      std::string request = with(at.key, open_sse());
      if (kind != Kind::sse) request = with(at.session() + at.key + kReads, get("/mcp"));
      const auto opens = [&] {
        for (int i = 0; i < 500; ++i) {
          if (Socket(at.server.port()).send(request).receive_head()->status == 200) return true;
          std::this_thread::sleep_for(20ms);  // until it is known that the one before has left
        }
        return false;
      };
      REQUIRE(opens());
      if (kind == Kind::read_on) request = with("Last-Event-ID: 0.0\r\n", request);
      forget_places();
      int refusals = 0;
      for (int in_vain = 0; in_vain < 3;) {
        REQUIRE(opens());
        std::this_thread::sleep_for(20ms);
        const OneRefused refused;
        Socket socket(at.server.port());
        const Answer answer = socket.send(request).receive_head();
        CHECK((answer || socket.has_ended()));
        in_vain = refused.happened() ? 0 : in_vain + 1;
        refusals += refused.happened() ? 1 : 0;
      }
      CHECK(refusals > 0);
      CHECK(opens());
    }
  }
}

TEST_CASE("STORE-13 whichever piece of memory a message is refused, it is answered or its client knows") {
  Guarded at;
  const Json call =
      legacy_request("tools/call", {{"name", "divide"}, {"arguments", {{"a", 6}, {"b", 3}}}}, 7);
  int refusals = 0;
  forget_places();
  for (int in_vain = 0; in_vain < 3;) {
    SseClient client(at.server.port(), at.key);
    client.initialize(at.key);
    const OneRefused refused;
    const Answer taken = client.post(call, at.key);
    if (taken && taken->status == 202) {
      const bool answered = !client.stream().receive_until("\"id\":7").empty();
      CHECK((answered || client.stream().has_ended()));
    } else if (taken) {
      CHECK(taken->status >= 500);
    }
    in_vain = refused.happened() ? 0 : in_vain + 1;
    refusals += refused.happened() ? 1 : 0;
  }
  CHECK(refusals > 0);
}

}  // namespace scarcity
