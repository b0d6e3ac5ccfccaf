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
  CHECK(version["mcpgenVersion"] == MCPGEN_VERSION);
  CHECK_FALSE(version.contains("commit"));
}

TEST_CASE("OPS-04 other machines learn from a server that it lives, and no more") {
  HttpServer server({.trusted_proxies = {"127.0.0.1"}});
  const auto ask_from = [&](const std::string& client, std::string request) {
    request.insert(request.find("\r\n") + 2, "X-Forwarded-For: " + client + "\r\n");
    return Socket(server.port()).send(request).receive();
  };
  for (const char* path : {"/version", "/readyz?verbose"}) {
    CAPTURE(path);
    const auto refused = ask_from("192.0.2.1", ask(path));
    CHECK(refused->status == 403);
    CHECK(refused->body.find("http test") == std::string::npos);
    CHECK(ask_from("127.0.0.1", ask(path))->status == 403);  // somebody's who is behind a proxy
  }
  for (const char* path : {"/healthz", "/livez", "/readyz"}) {
    CAPTURE(path);
    CHECK(ask_from("192.0.2.1", ask(path))->body == "ok\n");
  }
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
