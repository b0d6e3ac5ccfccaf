// What those who run a server ask it.

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

std::string ask(std::string_view path, std::string_view method = "GET", std::string_view host = "localhost") {
  return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: " + std::string(host) +
         "\r\n\r\n";
}

}  // namespace

TEST_CASE("a probe may call the server by any name") {
  HttpServer server;
  for (const char* path : {"/healthz", "/livez", "/readyz"}) {
    CAPTURE(path);
    Socket socket(server.port());
    const auto answer = socket.send(ask(path, "GET", "10.1.2.3.example")).receive();
    CHECK(answer->status == 200);
    CHECK(answer->body == "ok\n");
    CHECK(socket.send(ask(path, "POST", "localhost")).receive()->status == 405);
  }
  CHECK(Socket(server.port()).send(ask("/readyz?verbose", "GET", "other.example")).receive()->status == 403);
  CHECK(Socket(server.port()).send(ask("/version", "GET", "other.example")).receive()->status == 403);
}

TEST_CASE("the server's own machine learns more") {
  HttpServer server;
  Socket socket(server.port());
  CHECK(socket.send(ask("/readyz?verbose")).receive()->body == "[+]serving ok\n");
  const Json version = socket.send(ask("/version")).receive()->json();
  CHECK(version["name"] == "http test");
  CHECK(version["version"] == "1");
  CHECK(version["protocolVersions"].back() == "2026-07-28");
}

TEST_CASE("a server that stops is not ready") {
  HttpServer server;
  Socket busy(server.port());
  busy.send(modern_call("hang") + ask("/readyz"));
  REQUIRE(server.wait_hanging(1));
  Socket waits(server.port());
  waits.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n");
  std::this_thread::sleep_for(50ms);
  server.stop();
  std::this_thread::sleep_for(200ms);
  const auto answer = waits.send("\r\n").receive();
  CHECK(answer->status == 503);
  CHECK(answer->body == "the server is stopping\n");
  server.release();
  CHECK(busy.receive()->status == 200);
}

}  // namespace http_test
