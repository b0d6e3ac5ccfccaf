// Clients of 2025-11-25 that do not wait on one connection: they leave, or are let go, and come back.

#include <mcp/core/context.h>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

std::string call(std::string_view session, std::string_view tool, Json arguments = Json::object()) {
  return legacy(session, legacy_request("tools/call", {{"name", tool},
                                                       {"arguments", std::move(arguments)},
                                                       {"_meta", {{"progressToken", 1}}}}));
}

/// The last event that a client has heard of, as it says when it comes back.
std::string last_event(std::string_view events) {
  const std::size_t id = events.rfind("id: ") + 4;
  return "Last-Event-ID: " + std::string(events.substr(id, events.find('\n', id) - id)) + "\r\n";
}

/// Calls a tool that is silent, and leaves once it knows where to come back to.
std::string call_and_leave(std::uint16_t port, std::string_view session) {
  Socket client(port);
  const std::string told = client.send(call(session, "hang")).receive_until("\ndata:\n\n");
  REQUIRE(told.find("\nretry: ") != std::string::npos);
  client.reset();
  return last_event(told);
}

struct LettingGo {
  std::atomic<bool> done = false;
  std::atomic<bool> released = false;
};

/// Answers when it is released, and lets its client go before: it says so twice.
std::function<void(mcp::Server&)> with(LettingGo& letting_go) {
  return [&letting_go](mcp::Server& server) {
    server.add(
        mcp::Tool{.name = "let_go",
                  .input_schema_json = R"({"type":"object"})",
                  .call = [&letting_go](const Json&, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
                    context.close_stream();
                    context.close_stream();
                    letting_go.done = true;
                    while (!letting_go.released && !context.cancelled()) std::this_thread::sleep_for(1ms);
                    mcp::ToolAnswer answer;
                    answer.content = mcp::Content("released");
                    return answer;
                  }});
  };
}

}  // namespace

TEST_CASE("who waits in silence learns how to come back, and finds its answer after it left") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket quick(server.port());
  CHECK(quick.send(call(session, "echo")).receive()->field("content-type") == "application/json");

  const std::string last = call_and_leave(server.port(), session);
  server.release();
  const auto answer = Socket(server.port()).send(get_stream(session, last)).receive();
  REQUIRE(answer);
  CHECK(answer->body.find("released") != std::string::npos);
}

TEST_CASE("what clients of earlier revisions wait for stays plain JSON") {
  mcp::http::Limits limits;
  limits.silence = 1ms;
  HttpServer server({.limits = limits});
  const std::string session = open_session(server.port(), "2025-06-18");
  Socket client(server.port());
  client.send(call(session, "hang"));
  REQUIRE(server.wait_hanging(1));
  std::this_thread::sleep_for(600ms);
  server.release();
  CHECK(client.receive()->field("content-type") == "application/json");
}

TEST_CASE("a handler lets its client go, which comes back for the answer") {
  LettingGo letting_go;
  HttpServer server({}, {}, {}, with(letting_go));
  const std::string session = open_session(server.port());
  Socket client(server.port());
  const auto first = client.send(call(session, "let_go")).receive();  // all of it
  REQUIRE(first);
  CHECK(first->field("content-type") == "text/event-stream");
  CHECK(first->body == "id: 1.0\nretry: 500\ndata:\n\n");
  // Whoever is back before the second word is let go once more.
  while (!letting_go.done) std::this_thread::sleep_for(1ms);
  CHECK(client.send(get_stream(session, last_event(first->body))).receive_head()->status == 200);
  letting_go.released = true;
  CHECK(!client.receive_until("released").empty());
  CHECK(!client.receive_until("0\r\n\r\n").empty());
}

TEST_CASE("whoever cannot come back is not let go") {
  LettingGo letting_go{.released = true};
  HttpServer server({}, {}, {}, with(letting_go));
  Socket client(server.port());
  CHECK(client.send(modern_call("let_go")).receive()->body.find("released") != std::string::npos);
  for (const char* revision : {"2025-06-18", "2025-03-26", "2024-11-05"}) {
    CAPTURE(revision);
    const auto answer = client.send(call(open_session(server.port(), revision), "let_go")).receive();
    CHECK(answer->body.find("released") != std::string::npos);
  }
}

TEST_CASE("the stream of a call that runs is kept, whatever its client does meanwhile") {
  HttpServer server;
  const std::string session = open_session(server.port());
  const std::string last = call_and_leave(server.port(), session);
  Socket client(server.port());
  for (int i = 0; i < 100; ++i) client.send(legacy(session, legacy_request("ping"))).receive();
  std::vector<std::string> ended;
  for (int i = 0; i < 30; ++i) ended.push_back(client.send(call(session, "steps")).receive()->body);
  for (int i = 0; i < 100; ++i) client.send(legacy(session, legacy_request("ping"))).receive();

  // Of those that ended the newest are kept; what was answered at once took no place of theirs.
  const auto status = [&](const std::string& body) {
    return Socket(server.port()).send(get_stream(session, last_event(body))).receive()->status;
  };
  CHECK(status(ended.front()) == 400);
  CHECK(status(ended.back()) == 200);
  CHECK(status(ended[ended.size() - 16]) == 200);
  server.release();
  const auto answer = Socket(server.port()).send(get_stream(session, last)).receive();
  CHECK(answer->body.find("released") != std::string::npos);
}

TEST_CASE("what clients left is there for them, however many calls end at once") {
  mcp::http::Limits limits;
  limits.silence = 1ms;
  HttpServer server({.limits = limits});
  const std::string session = open_session(server.port());
  std::vector<std::unique_ptr<Socket>> clients;
  for (int i = 0; i < 24; ++i) {
    clients.push_back(std::make_unique<Socket>(server.port()));
    clients.back()->send(call(session, "hang"));
  }
  std::vector<std::string> left;
  for (const auto& client : clients) {
    left.push_back(last_event(client->receive_until("\ndata:\n\n")));
    client->reset();
  }
  REQUIRE(server.wait_hanging(24));
  std::this_thread::sleep_for(300ms);
  server.release();
  std::this_thread::sleep_for(300ms);
  Socket(server.port()).send(legacy(session, legacy_request("ping"))).receive();
  for (const std::string& last : left) {
    CAPTURE(last);
    const auto answer = Socket(server.port()).send(get_stream(session, last)).receive();
    CHECK(answer->body.find("released") != std::string::npos);
  }
}

TEST_CASE("an answer is there for who comes back, though not all that was said before it is") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket client(server.port());
  const Json much{{"text", std::string(20'000, 'x')}, {"count", 20}};
  const std::string last = last_event(client.send(call(session, "relay", much)).receive_until("\ndata:\n\n"));
  client.reset();
  std::this_thread::sleep_for(600ms);
  const auto rest = Socket(server.port()).send(get_stream(session, last)).receive();
  REQUIRE(rest->status == 200);
  CHECK(rest->body.find(R"("result":)") != std::string::npos);
  CHECK(rest->body.find("id: 1.1\n") == std::string::npos);
}

TEST_CASE("LOAD-19 who comes back for an answer that there was no room for is told so") {
  HttpServer server({.sessions = {.kept_bytes = 50}});
  const std::string session = open_session(server.port());
  const std::string last = call_and_leave(server.port(), session);
  std::this_thread::sleep_for(300ms);
  server.release();
  std::this_thread::sleep_for(300ms);
  const auto answer = Socket(server.port()).send(get_stream(session, last)).receive();
  REQUIRE(answer->status == 200);
  CHECK_THAT(answer->body, tst::ContainsSubstring(R"("code":503)"));
  CHECK_THAT(answer->body, tst::ContainsSubstring("call again"));
}

TEST_CASE("a place that nobody was told of is none") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket client(server.port());
  client.send(legacy(session, legacy_request("ping"))).receive();
  for (const char* guess : {"Last-Event-ID: 1.0\r\n", "Last-Event-ID: 0.0\r\n"})
    CHECK(client.send(get_stream(session, guess)).receive()->status == 400);
}

TEST_CASE("a stream on which nothing happens is kept open by comments") {
  mcp::http::Limits limits;
  limits.keep_alive = 1ms;
  HttpServer server({.doors = {.sse = true}, .limits = limits});
  const std::string session = open_session(server.port());
  const std::string streams[] = {
      get_stream(session),
      call(session, "hang"),
      modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}}),
      "GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n",
  };
  for (const std::string& stream : streams) {
    CAPTURE(stream);
    Socket reader(server.port());
    CHECK(reader.send(stream).receive_head()->field("content-type") == "text/event-stream");
    CHECK(!reader.receive_until("\r\n:\n\n").empty());
    CHECK(!reader.receive_until("\r\n:\n\n").empty());
  }
}

}  // namespace http_test
