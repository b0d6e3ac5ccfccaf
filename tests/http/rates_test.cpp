// How often a caller may call: told by the status, and when to come again by Retry-After.

#include "catch.h"
#include "http_server.h"
#include "sse_client.h"

namespace http_test {
namespace {

constexpr const char* kProxy = "127.0.0.1";

mcp::ServerLimits with_rate(mcp::Rate rate) {
  mcp::ServerLimits limits;
  limits.rate = rate;
  return limits;
}

std::string rest_call(std::string_view tool) {
  return "POST /api/tools/" + std::string(tool) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
}

std::string from(std::string_view address, std::string request) {
  return request.insert(request.find("\r\n") + 2, "X-Forwarded-For: " + std::string(address) + "\r\n");
}

const Json kEcho = legacy_request("tools/call", {{"name", "echo"}, {"arguments", Json::object()}}, 7);

}  // namespace

TEST_CASE("LOAD-17 past the rate every door says so, and when to come again") {
  HttpServer server({.doors = {.rest = true, .sse = true}}, with_rate({.count = 4, .every = 1h}));
  const auto answer_to = [&](const std::string& request) {
    return Socket(server.port()).send(request).receive();
  };
  const std::string session = open_session(server.port());
  Socket stream(server.port());
  stream.send("GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n").receive_head();
  const std::string event = stream.receive_until("\n\n");
  const std::size_t data = event.find("data: ") + 6;
  const std::string endpoint = event.substr(data, event.find('\n', data) - data);
  const auto by_sse = [&](const Json& message) {
    answer_to(post(message.dump()).replace(5, 4, endpoint));
    return stream.receive_until("\n\n");
  };
  by_sse(initialize("2024-11-05"));

  CHECK(answer_to(modern_call("echo"))->status == 200);
  CHECK(answer_to(legacy(session, kEcho))->status == 200);
  CHECK(answer_to(rest_call("echo"))->status == 200);
  CHECK_THAT(by_sse(kEcho), tst::ContainsSubstring("\"result\""));

  for (const std::string& request : {modern_call("echo"), legacy(session, kEcho)}) {
    const auto refused = answer_to(request);
    CHECK(refused->status == 429);
    CHECK(refused->field("retry-after") == "900");
    CHECK(refused->json()["error"]["code"] == 429);
    CHECK(refused->json()["error"]["data"]["retryAfter"] == 900);
  }
  const auto problem = answer_to(rest_call("echo"));
  CHECK(problem->status == 429);
  CHECK(problem->field("retry-after") == "900");
  CHECK(problem->field("content-type") == "application/problem+json");
  CHECK_THAT(by_sse(kEcho), tst::ContainsSubstring("\"retryAfter\":900"));
  for (const std::string& request : {modern("tools/list"), legacy(session, legacy_request("tools/list"))}) {
    const auto refused = answer_to(request);
    CHECK(refused->status == 429);
    CHECK(refused->field("retry-after") == "900");
  }
  CHECK(answer_to(modern("server/discover"))->status == 200);
}

TEST_CASE("LOAD-17 what a door refuses or answers by itself counts as well") {
  const Json noted{{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}};
  const std::pair<std::string, int> requests[] = {
      {post("{"), 400},
      {post(Json::array({legacy_request("ping")}).dump()), 400},
      {post(noted.dump(), "MCP-Protocol-Version: 1999-01-01\r\n"), 400},
      {legacy("made up", kEcho), 404},
      {get_stream("made up"), 404},
      {post("{").replace(5, 4, "/api/tools/echo"), 400},
      {"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n", 200},
      {post(kEcho.dump()).replace(5, 4, "/messages?sessionId=x"), 404},
  };
  for (const auto& [request, status] : requests) {
    CAPTURE(request);
    HttpServer server({.doors = {.rest = true, .sse = true}}, with_rate({.count = 1, .every = 1h}));
    CHECK(Socket(server.port()).send(request).receive()->status == status);
    const auto refused = Socket(server.port()).send(request).receive();
    CHECK(refused->status == 429);
    CHECK(refused->field("retry-after") == "3600");
  }
}

TEST_CASE("LOAD-17 what cannot be read on /sse counts as well") {
  HttpServer server({.doors = {.sse = true}}, with_rate({.count = 1, .every = 1h}));
  SseClient client(server.port());
  const auto status = [&] {
    std::string request = post("{").replace(5, 4, client.endpoint());
    return Socket(server.port()).send(request).receive()->status;
  };
  CHECK(status() == 400);
  CHECK(status() == 429);
}

TEST_CASE("LOAD-17 a tool's own rate is the same at every door") {
  HttpServer server({.doors = {.rest = true}});
  const auto answer_to = [&](const std::string& request) {
    return Socket(server.port()).send(request).receive();
  };
  CHECK(answer_to(modern_call("rare"))->status == 200);
  CHECK(answer_to(rest_call("rare"))->status == 200);
  for (const std::string& request : {modern_call("rare"), rest_call("rare")}) {
    const auto refused = answer_to(request);
    CHECK(refused->status == 429);
    CHECK(refused->field("retry-after") == "1800");
  }
  CHECK(answer_to(modern_call("echo"))->status == 200);
}

TEST_CASE("LOAD-17 who is not known is counted by address, as a trusted proxy tells it") {
  const auto per = GENERATE(mcp::Rate::Per::ip, mcp::Rate::Per::user);
  HttpServer server({.trusted_proxies = {kProxy}}, with_rate({.count = 1, .every = 1h, .per = per}));
  const auto status = [&](std::string_view address) {
    return Socket(server.port(), kProxy).send(from(address, modern_call("echo"))).receive()->status;
  };
  CHECK(status("192.0.2.1") == 200);
  CHECK(status("192.0.2.1") == 429);
  CHECK(status("192.0.2.2") == 200);
  CHECK(status("2001:db8::1") == 200);
  CHECK(status("2001:db8::2") == 429);  // one subscriber
}

TEST_CASE("LOAD-17 one that floods is refused, and others see nothing of it") {
  HttpServer server({.trusted_proxies = {kProxy}}, with_rate({.count = 50, .every = 1s}));
  Socket flood(server.port(), kProxy);
  Socket calm(server.port(), kProxy);
  int let_through = 0;
  int refused = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < 500; ++i) {
    const auto answer = flood.send(from("192.0.2.1", modern_call("echo"))).receive();
    (answer->status == 200 ? let_through : refused) += 1;
    if (answer->status != 200) {
      CHECK(answer->status == 429);
      CHECK(answer->field("retry-after") == "1");
    }
    if (i % 25 == 0) CHECK(calm.send(from("192.0.2.2", modern_call("echo"))).receive()->status == 200);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  CHECK(let_through <= 50 + static_cast<int>(took.count() * 50) + 1);
  CHECK(let_through + refused == 500);
}

}  // namespace http_test
