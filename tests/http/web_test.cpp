// Pages of others must not reach a server through somebody's browser.

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

int status_with(HttpServer& server, std::string_view host, std::string_view origin = {}) {
  std::string request = modern_call("echo");
  const std::size_t at = request.find("Host: localhost") + 6;
  request.replace(at, 9, host);
  if (!origin.empty()) request.insert(request.find("\r\n") + 2, "Origin: " + std::string(origin) + "\r\n");
  Socket socket(server.port());
  return socket.send(request).receive()->status;
}

}  // namespace

TEST_CASE("WEB-01 a name that is not ours is refused on every path") {
  HttpServer server;
  for (const std::string path : {"/mcp", "/sse", "/", "/openapi.json"}) {
    for (const std::string method : {"GET", "POST", "DELETE", "OPTIONS"}) {
      Socket socket(server.port());
      socket.send(method + " " + path +
                  " HTTP/1.1\r\nHost: evil.example.com\r\nOrigin: http://evil.example.com\r\n\r\n");
      CAPTURE(method, path);
      CHECK(socket.receive()->status == 403);
    }
  }
}

TEST_CASE("WEB-02 a wrong Host or a wrong Origin suffices") {
  HttpServer server;
  const std::string own = "localhost:" + std::to_string(server.port());
  CHECK(status_with(server, own) == 200);
  CHECK(status_with(server, own, "http://" + own) == 200);
  CHECK(status_with(server, own, "http://evil.example.com") == 403);
  CHECK(status_with(server, "evil.example.com") == 403);
  CHECK(status_with(server, "evil.example.com", "http://" + own) == 403);
}

TEST_CASE("WEB-03 an origin is matched as a whole") {
  HttpServer server({.allowed_origins = {"https://app.example.com"}});
  CHECK(status_with(server, "localhost:80", "https://app.example.com") == 200);
  for (const char* alike :
       {"http://localhost.evil.com", "http://localhost@evil.com", "null", "http://127.0.0.1.nip.io",
        "https://localhost:80", "http://localhost:1", "http://localhost:80.", "HTTP://localhost:80",
        "http://app.example.com", "https://app.example.com:443", "https://app.example.com.",
        "https://app.example.co", "https://xapp.example.com", "https://app.example.com/"}) {
    CAPTURE(alike);
    CHECK(status_with(server, "localhost:80", alike) == 403);
  }
  HttpServer lists_null({.allowed_origins = {"null"}});
  CHECK(status_with(lists_null, "localhost", "null") == 200);
}

TEST_CASE("WEB-04 JSON that a form could send is refused") {
  HttpServer server;
  for (const char* line :
       {"Content-Type: text/plain\r\n", "", "Content-Type: application/json;charset=utf-16\r\n"}) {
    Socket socket(server.port());
    socket.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + std::string(line) +
                "Content-Length: 2\r\n\r\n{}");
    CHECK(socket.receive()->status == 415);
  }
}

TEST_CASE("WEB-05 WEB-09 only pages that are listed may read") {
  HttpServer server({.allowed_origins = {"https://app.example.com"}});
  const auto preflight = [&](std::string_view origin) {
    Socket socket(server.port());
    socket.send("OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: " + std::string(origin) +
                "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: mcp-method\r\n"
                "Access-Control-Request-Private-Network: true\r\n\r\n");
    return *socket.receive();
  };
  const Received listed = preflight("https://app.example.com");
  CHECK(listed.status == 204);
  CHECK(listed.field("access-control-allow-origin") == "https://app.example.com");
  CHECK(listed.field("vary") == "Origin");
  CHECK(listed.field("access-control-allow-headers") == "mcp-method");
  CHECK(listed.field("access-control-allow-private-network").empty());
  const Received unlisted = preflight("https://evil.example.com");
  CHECK(unlisted.status == 403);
  for (const auto& [name, value] : unlisted.fields) CHECK_FALSE(name.starts_with("access-control"));

  Socket socket(server.port());
  std::string request = modern_call("echo");
  request.insert(request.find("\r\n") + 2, "Origin: https://app.example.com\r\n");
  const auto answer = socket.send(request).receive();
  CHECK(answer->field("access-control-allow-origin") == "https://app.example.com");
  CHECK(answer->field("vary") == "Origin");
  CHECK(socket.send(modern_call("echo")).receive()->field("access-control-allow-origin").empty());
  std::string own = modern_call("echo");
  own.insert(own.find("\r\n") + 2, "Origin: http://localhost\r\n");
  const auto unasked = socket.send(own).receive();
  CHECK(unasked->status == 200);
  CHECK(unasked->field("access-control-allow-origin").empty());
}

TEST_CASE("health is told to whoever asks") {
  HttpServer server;
  Socket socket(server.port());
  CHECK(socket.send("GET /healthz HTTP/1.1\r\nHost: anything.example\r\n\r\n").receive()->status == 200);
}

TEST_CASE("WEB-05 a page that is listed may read why its request was refused, and no other") {
  mcp::http::Limits limits;
  limits.buffered = 50'000;
  limits.body_time = 300ms;
  HttpServer server({.allowed_origins = {"https://app.example.com"}, .limits = limits});
  const std::string known =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Accept: application/json, text/event-stream\r\n";
  const std::string large(60'000, ' ');
  const std::vector<std::pair<int, std::string>> refused{
      {404, "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {405, "PUT /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {406, "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\n\r\n"},
      {408, known + "Content-Length: 10\r\n\r\n{}"},
      {413, known + "Content-Length: 99999999999\r\n\r\n"},
      {413, known + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n"},
      {415, "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n\r\n"},
      {503, known + "Content-Length: 100000\r\n\r\n" + large}};
  for (const auto& [status, request] : refused) {
    CAPTURE(status);
    const auto ask = [&server, &plain = request](const std::string& origin) {
      std::string from = plain;
      from.insert(from.find("\r\n") + 2, "Origin: " + origin + "\r\n");
      return Socket(server.port()).send(from).receive();
    };
    const Answer answer = ask("https://app.example.com");
    CHECK(answer->status == status);
    CHECK(answer->fields.count("access-control-allow-origin") == 1);
    CHECK(answer->field("access-control-allow-origin") == "https://app.example.com");
    CHECK(ask("https://evil.example.com")->field("access-control-allow-origin").empty());
  }
}

}  // namespace http_test
