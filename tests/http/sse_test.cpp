// HTTP+SSE as clients of 2024-11-05 know it.

#include <algorithm>

#include "catch.h"
#include "http_server.h"
#include "sse_client.h"

namespace http_test {
namespace {

HttpServer::Options with_sse() { return {.doors = {.sse = true}}; }

Json call(std::string_view tool, Json arguments = Json::object(), int id = 2) {
  return legacy_request(
      "tools/call", {{"name", tool}, {"arguments", std::move(arguments)}, {"_meta", {{"progressToken", 1}}}},
      id);
}

}  // namespace

TEST_CASE("a client of 2024-11-05 is answered on its stream") {
  HttpServer server(with_sse());
  SseClient client(server.port());
  client.initialize();
  CHECK(client.send(call("echo", {{"text", "over here"}})) == 202);
  CHECK(!client.stream().receive_until("over here").empty());
  CHECK(client.send(call("steps", {{"count", 3}})) == 202);
  const std::string told = client.stream().receive_until("done");
  CHECK(told.find(R"("progress":3)") != std::string::npos);
  server.server().tools_changed();
  CHECK(!client.stream().receive_until("notifications/tools/list_changed").empty());
}

TEST_CASE("WEB-07 where to send messages is said relative to the server") {
  HttpServer server(with_sse());
  SseClient client(server.port());
  CHECK(client.endpoint().starts_with("/messages?sessionId="));
  CHECK(client.endpoint().size() > 50);
}

TEST_CASE("WEB-01 the doors of 2024-11-05 look at Host and Origin as well") {
  HttpServer server(with_sse());
  SseClient client(server.port());
  for (const std::string& path : {std::string("GET /sse"), "POST " + client.endpoint()}) {
    const std::string start = path + " HTTP/1.1\r\nAccept: text/event-stream\r\n";
    CHECK(Socket(server.port()).send(start + "Host: evil.example\r\n\r\n").receive()->status == 403);
    CHECK(Socket(server.port())
              .send(start + "Host: localhost\r\nOrigin: http://evil.example\r\n\r\n")
              .receive()
              ->status == 403);
  }
}

TEST_CASE("what does not belong to a stream is refused") {
  HttpServer server(with_sse());
  SseClient client(server.port());
  const auto send = [&](const std::string& path, const std::string& type, const std::string& body) {
    return Socket(server.port())
        .send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type +
              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
        .receive();
  };
  const std::string ping = legacy_request("ping").dump();
  CHECK(send("/messages", "application/json", ping)->status == 404);
  CHECK(send("/messages?sessionId=guess", "application/json", ping)->status == 404);
  CHECK(send(client.endpoint(), "text/plain", ping)->status == 415);
  const auto broken = send(client.endpoint(), "application/json", "{");
  CHECK(broken->status == 400);
  CHECK(broken->json()["error"]["code"] == -32700);
  const std::string modern_ping = modern("server/discover");
  const auto newer =
      send(client.endpoint(), "application/json", modern_ping.substr(modern_ping.find("\r\n\r\n") + 4));
  CHECK(newer->status == 400);
  CHECK(newer->body.find("/mcp") != std::string::npos);
  CHECK(Socket(server.port()).send("GET /messages HTTP/1.1\r\nHost: localhost\r\n\r\n").receive()->status ==
        405);
}

TEST_CASE("a client that leaves its stream takes its calls and its session along") {
  HttpServer server(with_sse());
  SseClient client(server.port());
  client.initialize();
  CHECK(client.send(call("hang")) == 202);
  REQUIRE(server.wait_hanging(1));
  client.stream().reset();
  CHECK(server.wait_cancelled(1));
  int status = 202;
  for (int i = 0; i < 1000 && status != 404; ++i) status = client.send(legacy_request("ping"));
  CHECK(status == 404);
}

TEST_CASE("when the server stops a stream brings its last answer and ends") {
  HttpServer server(with_sse());
  SseClient idle(server.port());
  SseClient busy(server.port());
  busy.initialize();
  CHECK(busy.send(call("hang")) == 202);
  REQUIRE(server.wait_hanging(1));
  server.stop();
  CHECK(idle.stream().receive_until("0\r\n\r\n").ends_with("\r\n0\r\n\r\n"));
  server.release();
  CHECK(busy.stream().receive_until("0\r\n\r\n").find("released") != std::string::npos);
}

TEST_CASE("without the transport its paths are not there") {
  HttpServer server;
  CHECK(Socket(server.port()).send(open_sse()).receive()->status == 404);
}

TEST_CASE("a message is one line of its event, however many lines a schema was written in") {
  HttpServer server({.doors = {.sse = true}}, {}, {}, [](mcp::Server& with) {
    with.add(mcp::Tool{.name = "lines",
                       .input_schema_json = "{\"type\":\r\n\"object\",\n\n\"title\":\"of some lines\"}",
                       .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         return mcp::ToolAnswer{};
                       }});
  });
  SseClient client(server.port());
  client.initialize();
  CHECK(client.send(legacy_request("tools/list")) == 202);
  const std::string data = "data: ";
  CHECK(!client.stream().receive_until(data).empty());
  const Json list = Json::parse(client.stream().receive_until("\n"), nullptr, false);
  REQUIRE(list.contains("result"));
  const Json& tools = list["result"]["tools"];
  CHECK(std::ranges::any_of(tools, [](const Json& tool) {
    return tool["name"] == "lines" && tool["inputSchema"]["title"] == "of some lines";
  }));
}

}  // namespace http_test
