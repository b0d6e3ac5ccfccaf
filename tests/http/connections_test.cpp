// How many connections there may be, and for how long.

#include <memory>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

using mcp::http::Limits;
using Clock = std::chrono::steady_clock;

HttpServer::Options with(Limits limits) { return {.limits = limits}; }

}  // namespace

TEST_CASE("LOAD-23 a connection ends after its last request") {
  Limits limits;
  limits.requests = 3;
  HttpServer server(with(limits));
  Socket socket(server.port());
  for (int i = 1; i <= 3; ++i) {
    const auto answer = socket.send(modern_call("echo")).receive();
    CHECK(answer->field("connection") == (i == 3 ? "close" : ""));
  }
  CHECK(socket.is_closed());
  Limits young;
  young.idle_time = 200ms;
  HttpServer impatient(with(young));
  Socket idle(impatient.port());
  idle.send(modern_call("echo")).receive();
  CHECK(idle.is_closed());
}

TEST_CASE("LOAD-23 a connection that is old ends with its next answer, however busy it is") {
  Limits limits;
  limits.age = 400ms;
  limits.requests = 1'000'000;
  HttpServer server(with(limits));
  const auto begun = Clock::now();
  Socket socket(server.port());
  bool last = false;
  while (!last && Clock::now() - begun < 20s) {
    const auto answer = socket.send(modern_call("echo")).receive();
    REQUIRE(answer->status == 200);
    last = answer->field("connection") == "close";
    if (!last) std::this_thread::sleep_for(5ms);
  }
  CHECK(last);
  CHECK(Clock::now() - begun >= limits.age);
  CHECK(socket.is_closed());
}

TEST_CASE("connections have a limit") {
  Limits limits;
  limits.connections = 2;
  HttpServer server(with(limits));
  Socket one(server.port());
  Socket two(server.port());
  one.send(modern_call("echo")).receive();
  two.send(modern_call("echo")).receive();
  Socket three(server.port());
  CHECK(three.receive()->status == 503);
  CHECK(three.is_closed());
}

TEST_CASE("LOAD-23 one address has a part of the connections, and others find room") {
  Limits limits;
  limits.per_address = 2;
  limits.spare_loopback = false;
  HttpServer server(with(limits));
  const auto connect = [&](const char* from) { return std::make_unique<Socket>(server.port(), from); };
  const auto is_served = [](Socket& socket) {
    const auto answer = socket.send(modern_call("echo")).receive();
    return answer && answer->status == 200;
  };
  const auto one = connect("127.0.0.1");
  auto two = connect("127.0.0.1");
  CHECK(is_served(*one));
  CHECK(is_served(*two));
  const auto three = connect("127.0.0.1");
  CHECK(three->receive()->status == 503);
  CHECK(three->is_closed());
  const auto other = connect("127.0.0.2");
  CHECK(is_served(*other));
  CHECK(is_served(*one));

  two.reset();
  bool room = false;
  for (int i = 0; i < 1000 && !room; ++i) {  // the server hears of it soon
    room = is_served(*connect("127.0.0.1"));
    if (!room) std::this_thread::sleep_for(10ms);
  }
  CHECK(room);
}

TEST_CASE("clients of the server's own machine are as many as there is room for") {
  Limits limits;
  limits.per_address = 2;
  HttpServer server(with(limits));
  std::vector<std::unique_ptr<Socket>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<Socket>(server.port()));
    CHECK(clients.back()->send(modern_call("echo")).receive()->status == 200);
  }
}

}  // namespace http_test
