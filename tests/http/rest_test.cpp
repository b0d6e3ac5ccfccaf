// The tools by plain HTTP: the same decisions as over MCP, told by a status.

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

using Code = mcp::Error::Code;

const HttpServer::Options kRest{.doors = {.rest = true}};

std::string call(std::string_view tool, std::string_view body, std::string_view lines = {}) {
  std::string text = "POST /api/tools/" + std::string(tool) +
                     " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  text.append(lines).append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

Received answer_to(HttpServer& server, const std::string& request) {
  Socket socket(server.port());
  auto answer = socket.send(request).receive();
  REQUIRE(answer);
  return *answer;
}

void check_problem(const Received& answer, int status) {
  CHECK(answer.status == status);
  CHECK(answer.field("content-type") == "application/problem+json");
  const Json problem = answer.json();
  CHECK(problem["status"] == status);
  CHECK_FALSE(problem["title"].get<std::string>().empty());
  CHECK_FALSE(problem["detail"].get<std::string>().empty());
}

Received description_of(HttpServer& server) {
  return answer_to(server, "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

}  // namespace

TEST_CASE("a tool is called by its path, with its arguments alone") {
  HttpServer server(kRest);
  const Received structured = answer_to(server, call("divide", R"({"a": 6, "b": 3})"));
  CHECK(structured.status == 200);
  CHECK(structured.field("content-type") == "application/json");
  CHECK(structured.body == R"({"quotient":2.0})");
  const Received plain = answer_to(server, call("echo", R"({"text": "hi", "other": [1]})"));
  CHECK(plain.body == R"({"content":[{"type":"text","text":"hi"}]})");
  CHECK(answer_to(server, call("steps", "{}")).json()["content"][0]["text"] == "done");
  CHECK(answer_to(server, call("routed", R"({"region":"eu"})")).status == 200);
  CHECK(answer_to(server, modern_call("echo")).status == 200);
}

TEST_CASE("arguments that do not fit are listed one by one") {
  HttpServer server(kRest);
  const Received answer = answer_to(server, call("divide", R"({"a": -1, "b": "x"})"));
  check_problem(answer, 422);
  const Json errors = answer.json()["errors"];
  REQUIRE(errors.size() == 2);
  CHECK(errors[0]["pointer"] == "/a");
  CHECK(errors[1]["pointer"] == "/b");
  CHECK_FALSE(errors[0]["detail"].get<std::string>().empty());
  check_problem(answer_to(server, call("divide", "[]")), 422);
}

TEST_CASE("a call of nothing is not found") {
  HttpServer server(kRest);
  for (const char* nothing : {"nothing", "", "echo/", "%65cho", "Echo", "../echo"})
    check_problem(answer_to(server, call(nothing, "{}")), 404);
  CHECK(answer_to(server, call("echo", "{}", "").replace(5, 15, "/api/echo")).status == 404);
}

TEST_CASE("what a tool says of its failure decides the status") {
  HttpServer server(kRest);
  const auto status = [&](Code code) {
    const Received answer = answer_to(server, call("fail", Json{{"code", static_cast<int>(code)}}.dump()));
    check_problem(answer, answer.status);
    const bool told = answer.json()["detail"] == "told by the tool";
    CHECK(told == (code != Code::internal && code != Code::unanswered));
    return answer.status;
  };
  CHECK(status(Code::tool_failed) == 500);
  CHECK(status(Code::invalid_params) == 422);
  CHECK(status(Code::not_found) == 404);
  CHECK(status(Code::unauthorized) == 401);
  CHECK(status(Code::forbidden) == 403);
  CHECK(status(Code::rate_limited) == 429);
  CHECK(status(Code::cancelled) == 503);
  CHECK(status(Code::deadline_exceeded) == 504);
  CHECK(status(Code::unavailable) == 503);
  CHECK(status(Code::internal) == 500);
  CHECK(status(Code::unanswered) == 500);
  const Received zero = answer_to(server, call("divide", R"({"a": 1, "b": 0})"));
  check_problem(zero, 500);
  CHECK(zero.json()["detail"] == "division by zero");
}

TEST_CASE("a tool that has questions is not for plain HTTP") {
  HttpServer server(kRest);
  const Received answer = answer_to(server, call("name", "{}"));
  check_problem(answer, 501);
  CHECK_THAT(answer.json()["detail"].get<std::string>(), tst::ContainsSubstring("over MCP"));
}

TEST_CASE("LOAD-15 a call past the cap is refused at once, whichever way it came") {
  HttpServer server(kRest, {.concurrency = 1, .queue = 1});
  Socket running(server.port());
  running.send(call("hang", "{}"));
  REQUIRE(server.wait_hanging(1));
  std::vector<std::unique_ptr<Socket>> more;  // one of them waits for its turn
  for (int i = 0; i < 3; ++i) {
    more.push_back(std::make_unique<Socket>(server.port()));
    more.back()->send(call("hang", "{}"));
  }
  std::erase_if(more, [](const auto& socket) {
    const auto answer = socket->receive(3s);
    if (answer) check_problem(*answer, 503);
    return answer;
  });
  REQUIRE(more.size() == 1);
  server.release();
  CHECK(running.receive()->status == 200);
  CHECK(more.front()->receive()->status == 200);
}

TEST_CASE("LOAD-14 a client that leaves cancels its call, whichever way it came") {
  HttpServer server(kRest);
  Socket client(server.port());
  client.send(call("hang", "{}"));
  REQUIRE(server.wait_hanging(1));
  client.reset();
  CHECK(server.wait_cancelled(1));
}

TEST_CASE("WEB-04 HTTP-18 a call that a form could send is refused") {
  HttpServer server(kRest);
  for (const char* line :
       {"Content-Type: text/plain\r\n", "", "Content-Type: application/json;charset=utf-16\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"}) {
    CAPTURE(line);
    check_problem(answer_to(server, "POST /api/tools/echo HTTP/1.1\r\nHost: localhost\r\n" +
                                        std::string(line) + "Content-Length: 2\r\n\r\n{}"),
                  415);
  }
}

TEST_CASE("JSON-03 JSON-12 arguments that are no JSON are refused, and the connection goes on") {
  HttpServer server(kRest, {.json_depth = 4});
  Socket socket(server.port());
  for (const char* bad : {"", "{", "{}{}", R"({"a":1,"a":2})", "\xff", R"({"a":[[[[1]]]]})",
                          R"({}},"method":"tools/list","x":{"y":{})"}) {
    const auto answer = socket.send(call("echo", bad)).receive();
    REQUIRE(answer);
    CAPTURE(bad);
    check_problem(*answer, 400);
  }
  CHECK(socket.send(call("echo", "{}")).receive()->status == 200);
}

TEST_CASE("another method is told which one there is") {
  HttpServer server(kRest);
  for (const char* method : {"GET", "PUT", "DELETE", "PATCH", "P"}) {
    const Received answer = answer_to(server, std::string(method) +
                                                  " /api/tools/echo HTTP/1.1\r\nHost: localhost\r\n"
                                                  "Connection: close\r\n\r\n");
    CAPTURE(method);
    CHECK(answer.status == 405);
    CHECK(answer.field("allow") == "POST");
  }
  std::string request = call("echo", "{}").replace(5, 15, "/openapi.json");
  const Received answer = answer_to(server, request);
  check_problem(answer, 405);
  CHECK(answer.field("allow") == "GET, HEAD");
  check_problem(answer_to(server, call("echo", "{}", "Accept: text/html\r\n")), 406);
}

TEST_CASE("only the doors that are named are open") {
  HttpServer mcp_only;
  CHECK(answer_to(mcp_only, call("echo", "{}")).status == 404);
  CHECK(description_of(mcp_only).status == 404);
  HttpServer rest_only({.doors = {.mcp = false, .rest = true}});
  const Received nothing = answer_to(rest_only, modern_call("echo"));
  CHECK(nothing.status == 404);
  CHECK_THAT(nothing.body, tst::ContainsSubstring("/openapi.json"));
  CHECK(answer_to(rest_only, call("echo", "{}")).status == 200);
}

TEST_CASE("WEB-01 WEB-05 the guard stands before this door too") {
  HttpServer server({.doors = {.rest = true}, .allowed_origins = {"https://app.example.com"}});
  CHECK(answer_to(server, call("echo", "{}", "Origin: https://evil.example.com\r\n")).status == 403);
  const Received allowed = answer_to(server, call("echo", "{}", "Origin: https://app.example.com\r\n"));
  CHECK(allowed.status == 200);
  CHECK(allowed.field("access-control-allow-origin") == "https://app.example.com");
  const Received asked = answer_to(
      server,
      "OPTIONS /api/tools/echo HTTP/1.1\r\nHost: localhost\r\nOrigin: https://app.example.com\r\n\r\n");
  CHECK(asked.status == 204);
  CHECK(asked.field("access-control-allow-methods") == "POST");
}

TEST_CASE("the description has each tool with its schemas, and is the same every time") {
  HttpServer server(kRest);
  const Received answer = description_of(server);
  CHECK(answer.status == 200);
  CHECK(answer.field("content-type") == "application/json");
  const Json document = answer.json();
  CHECK(document["openapi"] == "3.1.0");
  CHECK(document["info"] == Json{{"title", "http test"}, {"version", "1"}});
  const Json& divide = document["paths"]["/api/tools/divide"]["post"];
  CHECK(divide["operationId"] == "divide");
  CHECK(divide["summary"] == "Division");
  CHECK(divide["description"] == "Divides.");
  const std::string input = divide["requestBody"]["content"]["application/json"]["schema"]["$ref"];
  const Json& schema = document.at(Json::json_pointer(input.substr(1)));
  const std::string part = schema["properties"]["a"]["$ref"];
  CHECK(document.at(Json::json_pointer(part.substr(1)))["minimum"] == 0);
  CHECK(schema["$defs"]["part"]["default"]["$ref"] == "#/no/reference");
  CHECK(document["components"]["schemas"]["divide.output"]["properties"].contains("quotient"));
  HttpServer again(kRest);
  CHECK(description_of(again).body == answer.body);
  Socket socket(server.port());
  socket.send("HEAD /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto head = socket.receive_head();
  REQUIRE(head);
  CHECK(head->field("content-length") == std::to_string(answer.body.size()));
}

}  // namespace http_test
