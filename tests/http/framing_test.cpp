// How requests and responses follow one another on a connection. What a single request may look like is
// tested beside its reader.

#include <fstream>

#include <unistd.h>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

std::string text_of(const Received& answer) { return answer.json()["result"]["content"][0]["text"]; }

/// Open descriptors of this process.
std::size_t descriptors() {
  std::size_t count = 0;
  for (int fd = 0; fd < 4096; ++fd)
    count += ::access(("/proc/self/fd/" + std::to_string(fd)).c_str(), F_OK) == 0 ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a call is answered over HTTP") {
  HttpServer server;
  Socket socket(server.port());
  const auto answer = socket.send(modern_call("echo", {{"text", "hello"}})).receive();
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->field("content-type") == "application/json");
  CHECK(text_of(*answer) == "hello");
}

TEST_CASE("HTTP-01 the body of a request that was refused is never read as a request") {
  HttpServer server;
  Socket socket(server.port());
  const std::string smuggled = modern_call("echo", {{"text", "smuggled"}});
  socket.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: " +
              std::to_string(smuggled.size()) + "\r\n\r\n");
  const auto refusal = socket.receive();
  REQUIRE(refusal);
  CHECK(refusal->status == 415);
  CHECK(refusal->field("connection") == "close");
  socket.send(smuggled);
  CHECK(socket.is_closed());

  Socket whole(server.port());
  whole.send(
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc" +
      modern_call("echo", {{"text", "next"}}));
  CHECK(whole.receive()->status == 415);
  CHECK(text_of(*whole.receive()) == "next");
}

TEST_CASE("HTTP-02 two lengths are answered once, and the connection ends") {
  HttpServer server;
  Socket socket(server.port());
  socket.send(post("", "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n" + modern_call("echo"));
  CHECK(socket.receive()->status == 400);
  CHECK(socket.is_closed());
}

TEST_CASE("HTTP-07 a body that nobody asked for is no request") {
  HttpServer server;
  Socket socket(server.port());
  const std::string smuggled = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
              std::to_string(smuggled.size()) + "\r\n\r\n");
  socket.send(smuggled);
  CHECK(socket.receive()->status == 200);
  CHECK_FALSE(socket.receive(100ms));
}

TEST_CASE("HTTP-10 pipelined requests are answered once each and in order") {
  HttpServer server;
  for (const char* tool : {"echo", "steps"}) {  // answered at once, or later as a stream
    Socket socket(server.port());
    std::string requests;
    for (int i = 0; i < 50; ++i)
      requests += modern_call(tool, {{"text", std::to_string(i)}, {"count", 1}}, i);
    socket.send(requests);
    for (int i = 0; i < 50; ++i) {
      const auto answer = socket.receive();
      REQUIRE(answer);
      CAPTURE(tool, answer->body);
      CHECK(answer->body.find("\"id\":" + std::to_string(i) + ",") != std::string::npos);
    }
    CHECK_FALSE(socket.receive(50ms));
  }
}

TEST_CASE("HTTP-10 pipelined requests go on when large answers have left") {
  HttpServer server;
  Socket socket(server.port());
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += modern_call("large", {{"bytes", 20'000}}, i);
  std::thread sender([&] { socket.send(requests); });
  int answered = 0;
  while (answered < 100 && socket.receive()) ++answered;
  sender.join();
  CHECK(answered == 100);
}

TEST_CASE("HTTP-11 what is no request never reaches a handler") {
  HttpServer server;
  for (const auto& [line, status] :
       {std::pair{"GET  / HTTP/1.1", 400}, {"GET / HTTP/2.0", 505}, {"GET evil HTTP/1.1", 400}}) {
    Socket socket(server.port());
    socket.send(std::string(line) + "\r\nHost: localhost\r\n\r\n");
    CHECK(socket.receive()->status == status);
    CHECK(socket.is_closed());
  }
}

TEST_CASE("HTTP-12 only the path as it is written leads anywhere") {
  HttpServer server;
  for (const char* path :
       {"/mcp/../admin", "/m%63p", "//mcp", "/mcp%2f", "/mcp;x=1", "/mcp%00x", "/MCP", "/mcp/", "/"}) {
    Socket socket(server.port());
    std::string request = modern_call("echo");
    request.replace(5, 4, path);
    socket.send(request);
    CAPTURE(path);
    CHECK(socket.receive()->status == 404);
  }
}

TEST_CASE("HTTP-13 a body is asked for only when it may come") {
  HttpServer server;
  Socket refused(server.port());
  refused.send(
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
      "Content-Length: 2147483648\r\n\r\n");
  CHECK(refused.receive()->status == 413);
  CHECK(refused.is_closed());

  Socket welcome(server.port());
  const std::string request = modern_call("echo", {{"text", "late"}});
  const std::size_t head = request.find("\r\n\r\n");
  welcome.send(request.substr(0, head) + "\r\nExpect: 100-continue\r\n\r\n");
  CHECK(welcome.receive()->status == 100);
  CHECK(text_of(*welcome.send(request.substr(head + 4)).receive()) == "late");
}

TEST_CASE("HTTP-14 a range is not served") {
  HttpServer server;
  Socket socket(server.port());
  std::string ranges = "Range: bytes=0-0";
  for (int i = 0; i < 2000; ++i) ranges += ",0-";
  std::string request = modern_call("echo", {{"text", "all of it"}});
  request.insert(request.find("\r\n") + 2, ranges + "\r\n");
  const auto answer = socket.send(request).receive();
  CHECK(answer->status == 200);
  CHECK(text_of(*answer) == "all of it");
  CHECK(answer->field("content-range").empty());
}

TEST_CASE("HTTP-18 only JSON is read") {
  HttpServer server;
  for (const char* type : {"multipart/form-data; boundary=B", "application/x-www-form-urlencoded",
                           "text/plain", "application/json5", "application/json; charset=utf-16"}) {
    Socket socket(server.port());
    std::string request = modern_call("echo");
    const std::size_t at = request.find("application/json");
    request.replace(at, 16, type);
    CAPTURE(type);
    CHECK(socket.send(request).receive()->status == 415);
  }
  Socket socket(server.port());
  std::string request = modern_call("echo");
  request.replace(request.find("application/json"), 16, "Application/JSON; charset=UTF-8");
  CHECK(socket.send(request).receive()->status == 200);
}

TEST_CASE("HTTP-20 clients that vanish while they are answered leave nothing behind") {
  HttpServer server;
  const std::size_t before = descriptors();
  for (int i = 0; i < 200; ++i) {
    Socket socket(server.port());
    socket.send(modern_call("large", {{"bytes", 4'000'000}}));
    socket.receive_head();
    socket.reset();
  }
  Socket after(server.port());
  CHECK(after.send(modern_call("echo")).receive()->status == 200);
  std::size_t now = descriptors();
  for (int i = 0; i < 1000 && now > before + 2; ++i) {
    std::this_thread::sleep_for(5ms);
    now = descriptors();
  }
  CHECK(now <= before + 2);
}

TEST_CASE("HEAD is answered without a body") {
  HttpServer server;
  Socket socket(server.port());
  socket.send(
      "HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto head = socket.receive_head();
  CHECK(head->field("content-length") == "3");
  CHECK(socket.receive()->body == "ok\n");
}

TEST_CASE("every answer carries the id of its request, the client's own where it has one") {
  HttpServer server;
  const auto id_after = [&](const std::string& request) {
    Socket socket(server.port());
    const auto answer = socket.send(request).receive_head();
    REQUIRE(answer);
    CHECK(answer->fields.count("x-request-id") == 1);
    return answer->field("x-request-id");
  };
  const std::string own = "X-Request-ID: order-7\r\n";
  const auto with = [&](std::string request) { return request.insert(request.find("\r\n") + 2, own); };
  CHECK(id_after(with(modern_call("echo"))) == "order-7");
  CHECK(id_after(with(modern_call("steps"))) == "order-7");  // a stream of events
  CHECK(id_after("GET /healthz HTTP/1.1\r\nHost: x\r\n" + own + "\r\n") == "order-7");
  CHECK(id_after("GET /nothing HTTP/1.1\r\nHost: localhost\r\n" + own + "\r\n") == "order-7");
  CHECK(id_after("GET /mcp HTTP/1.1\r\nHost: evil.example.com\r\n" + own + "\r\n") == "order-7");
  CHECK(id_after(modern_call("echo")).size() == 36);
  CHECK(id_after("GET / HTTP/1.1\r\n\r\n").size() == 36);  // not even a Host
  CHECK(id_after("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-ID: a b\r\n\r\n").size() == 36);
}

TEST_CASE("an error has the id of its request among its data, beside what it has anyway") {
  HttpServer server;
  const auto data_of = [&](std::string request) {
    request.insert(request.find("\r\n") + 2, "X-Request-ID: order-7\r\n");
    return Socket(server.port()).send(request).receive()->json().at("error").at("data");
  };
  CHECK(data_of(modern_call("unknown")) == Json{{"requestId", "order-7"}});
  CHECK(data_of(post("{")) == Json{{"requestId", "order-7"}});
  CHECK(data_of(post(R"({"jsonrpc":"2.0","id":1,"method":7})")) == Json{{"requestId", "order-7"}});
  std::string unknown = modern("tools/list");
  for (std::size_t at = 0; (at = unknown.find("2026-07-28")) != std::string::npos;)
    unknown.replace(at, 10, "1900-01-01");
  const Json version = data_of(unknown);
  CHECK(version.at("requestId") == "order-7");
  CHECK(version.at("requested") == "1900-01-01");
}

}  // namespace http_test
