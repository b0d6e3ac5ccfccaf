// Clients behind proxies, and clients that say they are.

#include <memory>
#include <string>
#include <vector>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

constexpr const char* kProxy = "127.0.0.1";
constexpr const char* kStranger = "127.0.0.2";

int status_for(HttpServer& server, const char* from, const std::string& lines) {
  Socket socket(server.port(), from);
  const auto answer =
      socket.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + lines + "\r\n")
          .receive();
  return answer ? answer->status : 0;
}

std::string behind(const std::string& address) { return "X-Forwarded-For: " + address + "\r\n"; }

}  // namespace

TEST_CASE("HTTP-16 only a trusted proxy says what the own origin is") {
  HttpServer server({.allowed_hosts = {"example.com"}, .trusted_proxies = {kProxy}});
  const std::string origin = "Origin: https://example.com\r\n";
  const std::string passed_on = origin + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: example.com\r\n";
  CHECK(status_for(server, kProxy, passed_on) == 405);
  CHECK(status_for(server, kProxy, origin + "Forwarded: for=192.0.2.1;proto=https;host=example.com\r\n") ==
        405);
  CHECK(status_for(server, kStranger, passed_on) == 403);
  CHECK(status_for(server, kProxy, origin) == 403);
}

TEST_CASE("WEB-01 a name that a proxy passes on has to be ours as well") {
  HttpServer server({.trusted_proxies = {kProxy}});
  CHECK(status_for(server, kProxy, "X-Forwarded-Host: evil.example.com\r\n") == 403);
  CHECK(status_for(server, kProxy,
                   "X-Forwarded-Host: evil.example.com\r\nX-Forwarded-Proto: https\r\n"
                   "Origin: https://evil.example.com\r\n") == 403);
}

TEST_CASE("HTTP-16 a client behind a proxy has what one with connections of its own has, and no more") {
  HttpServer server({.trusted_proxies = {kProxy}, .limits = {.per_address = 2}});
  std::vector<std::unique_ptr<Socket>> busy;
  const auto call = [&](const std::string& lines) {
    std::string request = modern_call("hang");
    request.insert(request.find("\r\n") + 2, lines);
    busy.push_back(std::make_unique<Socket>(server.port(), kProxy));
    busy.back()->send(request);
  };
  call(behind("192.0.2.1"));
  call(behind("2001:db8::1"));
  call(behind("2001:db8::2"));
  REQUIRE(server.wait_hanging(3));
  CHECK(status_for(server, kProxy, behind("2001:db8::3")) == 503);
  CHECK(status_for(server, kProxy, behind("2001:db8:0:1::1")) == 405);
  CHECK(status_for(server, kProxy, behind("192.0.2.1")) == 405);
  call(behind("192.0.2.1"));
  REQUIRE(server.wait_hanging(4));
  CHECK(status_for(server, kProxy, behind("192.0.2.1")) == 503);
  CHECK(status_for(server, kProxy, {}) == 405);
  CHECK(status_for(server, kStranger, behind("192.0.2.1")) == 405);  // not behind anything
  server.release();
  for (const auto& socket : busy) CHECK(socket->receive_until("released") != "");
  CHECK(status_for(server, kProxy, behind("192.0.2.1")) == 405);
}

TEST_CASE("HTTP-16 who is hidden by what is garbled shares with all who are") {
  HttpServer server({.trusted_proxies = {kProxy}, .limits = {.per_address = 1}});
  const std::string garbled = "X-Forwarded-For: ann\r\n";
  Socket busy(server.port(), kProxy);
  std::string request = modern_call("hang");
  busy.send(request.insert(request.find("\r\n") + 2, garbled));
  REQUIRE(server.wait_hanging(1));
  CHECK(status_for(server, kProxy, garbled) == 503);
  CHECK(status_for(server, kProxy, behind("192.0.2.1") + "Forwarded: for=192.0.2.2\r\n") == 503);
  CHECK(status_for(server, kProxy, behind("192.0.2.1")) == 405);
  server.release();
  CHECK(busy.receive()->status == 200);
}

TEST_CASE("a client keeps within its share on a connection that others use too") {
  HttpServer server({.trusted_proxies = {kProxy}, .limits = {.per_address = 1}});
  Socket socket(server.port(), kProxy);
  for (int i = 0; i < 5; ++i) {
    std::string request = modern_call("echo", {{"text", "again"}});
    request.insert(request.find("\r\n") + 2, behind(i % 2 == 0 ? "192.0.2.1" : "192.0.2.2"));
    CHECK(socket.send(request).receive()->status == 200);
  }
}

}  // namespace http_test
