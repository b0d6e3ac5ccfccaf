// Sessions of the earlier revisions, and the streams that belong to them.

#include <set>

#include <mcp/core/context.h>

#include "catch.h"
#include "http_server.h"
#include "mcp/transport/http/door/session.h"

namespace http_test {
namespace {

std::string end_session(std::string_view session) {
  return "DELETE /mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: " + std::string(session) + "\r\n\r\n";
}

const Json kInitialized{{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}};

}  // namespace

TEST_CASE("a session is opened, used and ended") {
  HttpServer server;
  for (const char* revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"}) {
    const std::string session = open_session(server.port(), revision);
    CHECK(session.size() >= 32);
    Socket socket(server.port());
    const auto noted = socket.send(legacy(session, kInitialized)).receive();
    CHECK(noted->status == 202);
    CHECK(noted->body.empty());
    const auto answer =
        socket
            .send(legacy(session,
                         legacy_request("tools/call", {{"name", "echo"}, {"arguments", {{"text", "hi"}}}})))
            .receive();
    CHECK(answer->json()["result"]["content"][0]["text"] == "hi");
    CHECK(socket.send(end_session(session)).receive()->status == 204);
    CHECK(socket.send(legacy(session, legacy_request("ping"))).receive()->status == 404);
    CHECK(socket.send(end_session(session)).receive()->status == 404);
  }
}

TEST_CASE("a method that a session does not know leaves it open: 404 would say that it is gone") {
  HttpServer server;
  for (const char* revision : {"2025-03-26", "2025-06-18", "2025-11-25"}) {
    CAPTURE(revision);
    const std::string session = open_session(server.port(), revision);
    Socket socket(server.port());
    const auto answer = socket.send(legacy(session, legacy_request("prompts/list"))).receive();
    CHECK(answer->status == 200);
    CHECK(answer->json()["error"]["code"] == -32601);
    CHECK(socket.send(legacy(session, legacy_request("ping"))).receive()->status == 200);
  }
}

TEST_CASE("MCP-09 names of sessions cannot be guessed") {
  HttpServer server;
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) seen.insert(open_session(server.port()));
  CHECK(seen.size() == 200);
  for (const std::string& id : seen) CHECK(id.size() >= 32);
}

TEST_CASE("a revision that nobody speaks is refused with every method") {
  HttpServer server;
  const std::string session = open_session(server.port());
  const std::string wrong = "MCP-Protocol-Version: 1999-01-01\r\n";
  Socket socket(server.port());
  CHECK(socket.send(get_stream(session, wrong)).receive()->status == 400);
  CHECK(socket.send(legacy(session, kInitialized, wrong)).receive()->status == 400);
  std::string end = end_session(session);
  CHECK(socket.send(end.insert(end.size() - 2, wrong)).receive()->status == 400);
  CHECK(socket.send(legacy(session, legacy_request("ping"))).receive()->status == 200);
}

TEST_CASE("STORE-09 sessions have a limit, for each client of another machine as well") {
  mcp::http::Sessions sessions({.most = 3, .each = 2});
  const mcp::Caller far{.address = "192.0.2.1"};
  const auto first = sessions.make(far);
  const auto second = sessions.make(far);
  REQUIRE(first);
  REQUIRE(second);
  CHECK((*first)->id != (*second)->id);
  CHECK(sessions.make(far).error().code == mcp::Error::Code::rate_limited);
  const auto near = sessions.make({});
  REQUIRE(near);
  CHECK(sessions.make({}).error().code == mcp::Error::Code::unavailable);
}

TEST_CASE("STORE-09 a session that nobody uses ends, but not one that is read or has a call") {
  HttpServer server({.sessions = {.idle = 200ms}});
  // Uses a new session; on a busy machine it may have ended before.
  const auto use = [&](std::optional<Socket>& socket, const auto& request) {
    std::string session;
    int status = 404;
    for (int i = 0; i < 50 && status != 200; ++i) {
      session = open_session(server.port());
      socket.emplace(server.port());
      status = socket->send(request(session)).receive_head()->status;
    }
    REQUIRE(status == 200);
    return session;
  };
  std::optional<Socket> reader;
  std::optional<Socket> caller;
  const std::string read = use(reader, [](const std::string& session) { return get_stream(session); });
  const std::string works = use(caller, [](const std::string& session) {
    return legacy(session, legacy_request("tools/call", {{"name", "hang"}}));
  });

  const auto ping = [&](const std::string& session) {
    return Socket(server.port()).send(legacy(session, legacy_request("ping"))).receive()->status;
  };
  auto unused = 100ms;
  int status = 200;
  while (status == 200 && unused < 20s) {
    const std::string session = open_session(server.port());
    std::this_thread::sleep_for(unused *= 2);
    status = ping(session);
  }
  CHECK(status == 404);
  CHECK(ping(read) == 200);
  CHECK(ping(works) == 200);
  server.release();
  CHECK(!caller->receive_until("released").empty());
}

TEST_CASE("without a session only what needs none is answered") {
  HttpServer server;
  Socket socket(server.port());
  CHECK(socket.send(post(legacy_request("tools/list").dump())).receive()->status == 400);
  CHECK(socket.send(legacy("made up", legacy_request("tools/list"))).receive()->status == 404);
  CHECK(socket.send(post(legacy_request("ping").dump())).receive()->json()["result"] == Json::object());
}

TEST_CASE("what a session's stream says goes to the one who reads it") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket client(server.port());
  client.send(legacy(session, kInitialized)).receive();
  Socket stream(server.port());
  stream.send(get_stream(session));
  CHECK(stream.receive_head()->field("content-type") == "text/event-stream");
  CHECK(!stream.receive_until("retry: ").empty());
  server.server().tools_changed();
  CHECK(!stream.receive_until("notifications/tools/list_changed").empty());
}

TEST_CASE("MCP-08 a second reader does not take the stream over") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket first(server.port());
  first.send(get_stream(session)).receive_head();
  Socket second(server.port());
  CHECK(second.send(get_stream(session)).receive()->status == 409);
  Socket client(server.port());
  client.send(legacy(session, kInitialized)).receive();
  server.server().tools_changed();
  CHECK(!first.receive_until("list_changed").empty());
}

TEST_CASE("a stream is read on from the event after the last one") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket client(server.port());
  client.send(legacy(session, legacy_request("tools/call", {{"name", "steps"},
                                                            {"arguments", {{"count", 3}}},
                                                            {"_meta", {{"progressToken", 1}}}})));
  const auto answer = client.receive();
  REQUIRE(answer);
  CHECK(answer->field("content-type") == "text/event-stream");
  const std::string second = "id: 1.2\n";
  const std::size_t at = answer->body.find(second);
  REQUIRE(at != std::string::npos);

  Socket again(server.port());
  const auto rest = again.send(get_stream(session, "Last-Event-ID: 1.2\r\n")).receive();
  REQUIRE(rest);
  CHECK(rest->body == answer->body.substr(answer->body.find("id: 1.3\n")));
  for (const char* unknown : {"9.1", "1.99", "x", "1", "1.", ".1", "1.2x", "-1.2"}) {
    CAPTURE(unknown);
    CHECK(again.send(get_stream(session, "Last-Event-ID: " + std::string(unknown) + "\r\n"))
              .receive()
              ->status == 400);
  }
}

TEST_CASE("a stream that a pipelined request reads on may end meanwhile") {
  HttpServer server({.threads = 1});
  const std::string session = open_session(server.port());
  Socket client(server.port());
  client.send(legacy(session, legacy_request("tools/call", {{"name", "hang"}}, 5)));
  REQUIRE(!client.receive_until("id: 1.0\n").empty());
  client.send(get_stream(session, "Last-Event-ID: 1.0\r\n"));
  Socket other(server.port());
  const Json cancel{
      {"jsonrpc", "2.0"}, {"method", "notifications/cancelled"}, {"params", {{"requestId", 5}}}};
  CHECK(other.send(legacy(session, cancel)).receive(5s));
  CHECK(other.send(modern_call("echo")).receive(5s));
}

TEST_CASE("a POST whose stream is read elsewhere is let go") {
  HttpServer server({.threads = 1});
  const std::string session = open_session(server.port());
  Socket client(server.port());
  client.send(legacy(session, legacy_request("tools/call", {{"name", "hang"}})) + std::string(140'000, ' '));
  REQUIRE(!client.receive_until("id: 1.0\n").empty());
  Socket reader(server.port());
  reader.send(get_stream(session, "Last-Event-ID: 1.0\r\n")).receive_head();
  CHECK(!client.receive_until("0\r\n\r\n").empty());
  server.release();
  CHECK(!reader.receive_until("released").empty());
}

TEST_CASE("an answer of any length fits into a stream") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket client(server.port());
  client.send(
      legacy(session, legacy_request("tools/call", {{"name", "steps"},
                                                    {"arguments", {{"count", 2}, {"bytes", 2'000'000}}},
                                                    {"_meta", {{"progressToken", 1}}}})));
  const auto answer = client.receive();
  REQUIRE(answer);
  CHECK(answer->body.size() > 2'000'000);
}

TEST_CASE("a handler asks over the stream of its call") {
  HttpServer server;
  const std::string session = open_session(server.port(), "2025-11-25", {{"elicitation", Json::object()}});
  Socket client(server.port());
  client.send(legacy(session, legacy_request("tools/call", {{"name", "name"}}, 7)));
  REQUIRE(client.receive_head());
  std::string asked = client.receive_until("elicitation/create");
  asked += client.receive_until("\n\n");
  const std::size_t begin = asked.rfind("data: ") + 6;
  const Json question = Json::parse(asked.substr(begin, asked.find('\n', begin) - begin));
  Socket other(server.port());
  const Json reply{{"jsonrpc", "2.0"},
                   {"id", question["id"]},
                   {"result", {{"action", "accept"}, {"content", {{"name", "Ada"}}}}}};
  CHECK(other.send(legacy(session, reply)).receive()->status == 202);
  CHECK(!client.receive_until("Hello!").empty());
}

TEST_CASE("JSON-13 a response that nobody waits for is refused") {
  HttpServer server;
  const std::string session = open_session(server.port());
  const Json stray{{"jsonrpc", "2.0"}, {"id", 1}, {"result", Json::object()}};
  Socket socket(server.port());
  CHECK(socket.send(legacy(session, stray)).receive()->status == 400);
  CHECK(socket.send(post(stray.dump(), "MCP-Protocol-Version: 2026-07-28\r\n")).receive()->status == 400);
  CHECK(socket.send(legacy(session, legacy_request("ping"))).receive()->status == 200);
}

TEST_CASE("JSON-11 arrays belong to one revision") {
  HttpServer server;
  const Json batch =
      Json::array({legacy_request("ping", Json::object(), 1), legacy_request("ping", Json::object(), 2)});
  Socket socket(server.port());
  const auto both = socket.send(legacy(open_session(server.port(), "2025-03-26"), batch)).receive();
  CHECK(both->json().size() == 2);
  CHECK(socket.send(legacy(open_session(server.port(), "2025-06-18"), batch)).receive()->status == 400);
  CHECK(socket.send(post(batch.dump())).receive()->status == 400);
}

TEST_CASE("HTTP-20 a reader that vanishes while it is written to holds nobody up") {
  HttpServer server({.threads = 1});
  const std::string session = open_session(server.port());
  Socket client(server.port());
  client.send(legacy(session, kInitialized)).receive();
  Socket stream(server.port());
  stream.send(get_stream(session)).receive_head();
  client.send(modern_call("change"));
  REQUIRE(server.wait_hanging(1));
  stream.reset();
  server.release();
  CHECK(client.receive(5s));
  CHECK(client.send(modern_call("echo")).receive(5s));
}

TEST_CASE("a server that stops ends its streams") {
  HttpServer server;
  const std::string session = open_session(server.port());
  Socket stream(server.port());
  stream.send(get_stream(session)).receive_head();
  Socket listens(server.port());
  listens.send(modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}}));
  REQUIRE(!listens.receive_until("acknowledged").empty());
  server.stop();
  CHECK(!stream.receive_until("0\r\n\r\n").empty());
  CHECK(!listens.receive_until("\"resultType\":\"complete\"").empty());
}

TEST_CASE("events of a stream come in the order in which they were sent, whoever sent them") {
  HttpServer server({.threads = 1});
  const std::string session = open_session(server.port());
  Socket stream(server.port());
  CHECK(stream.send(get_stream(session)).receive_head()->status == 200);
  Socket holds(server.port());
  CHECK(holds.send(legacy(session, kInitialized)).receive()->status == 202);
  holds.send(modern_call("change"));
  REQUIRE(server.wait_hanging(1));
  server.server().tools_changed();  // from here, while the thread that serves streams is held
  server.release();                 // and by that thread
  CHECK(stream.receive_until("list_changed").find("id: 0.1\n") != std::string::npos);
  CHECK(stream.receive_until("list_changed").find("id: 0.2\n") != std::string::npos);
}

TEST_CASE("a stream that begins while its session is ended has an end") {
  std::atomic<bool> runs = false, may_tell = false, told = false;
  HttpServer server({.threads = 1}, {}, {}, [&](mcp::Server& with) {
    with.add(mcp::Tool{.name = "late",
                       .input_schema_json = R"({"type":"object"})",
                       .call = [&](const Json&, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
                         runs = true;
                         while (!may_tell) std::this_thread::sleep_for(1ms);
                         context.progress(1);
                         told = true;
                         while (!context.cancelled()) std::this_thread::sleep_for(1ms);
                         return mcp::Error{};
                       }});
  });
  const auto wait_for = [](const std::atomic<bool>& what) {
    while (!what) std::this_thread::sleep_for(1ms);
  };
  const std::string session = open_session(server.port(), "2025-06-18");
  Socket calls(server.port());
  calls.send(
      legacy(session, legacy_request("tools/call", {{"name", "late"}, {"_meta", {{"progressToken", 1}}}})));
  wait_for(runs);
  Socket ends(server.port());
  ends.send(modern_call("change") + end_session(session));
  REQUIRE(server.wait_hanging(1));
  may_tell = true;
  wait_for(told);
  server.release();
  CHECK(ends.receive()->status == 200);
  CHECK(ends.receive()->status == 204);
  CHECK(calls.receive_until("notifications/progress").starts_with("HTTP/1.1 200"));
  CHECK(!calls.receive_until("\r\n0\r\n\r\n").empty());
}

TEST_CASE("who asks for a stream without a session is told what is done without one") {
  HttpServer server;
  const auto answer = Socket(server.port())
                          .send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                          .receive();
  CHECK(answer->status == 405);
  CHECK(answer->field("allow") == "POST");
}

}  // namespace http_test
