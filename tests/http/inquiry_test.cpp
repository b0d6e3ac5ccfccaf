// Callers whom it takes time to know, and who stand for somebody no longer.

#include "catch.h"
#include "guests.h"

namespace http_test {
namespace {

TEST_CASE("who is waited for holds nobody up, and its request goes on where it stopped") {
  Guarded server;
  Socket waiting(server.port());
  const std::string request =
      Guarded::as("slow-ann", modern_call("echo", {{"text", std::string(200'000, 'x')}}));
  // The head, some of the body, and the rest while the answer is awaited.
  waiting.send(request.substr(0, 1000));
  for (int i = 0; i < 20'000 && server.guests->asked == 0; ++i) std::this_thread::sleep_for(1ms);
  waiting.send(request.substr(1000));
  for (int i = 0; i < 3; ++i) CHECK(server.ask("ben", modern_call("echo"))->status == 200);
  // Another that has no body left to come, and one behind it on the same connection.
  Socket second(server.port());
  second.send(Guarded::as("slow-eve", modern_call("echo", {{"text", "a"}})) +
              Guarded::as("ben", modern_call("echo", {{"text", "b"}})));
  for (int i = 0; i < 20'000 && server.guests->asked < 2; ++i) std::this_thread::sleep_for(1ms);
  server.guests->known = true;
  const auto answer = waiting.receive();
  REQUIRE(answer->status == 200);
  CHECK(answer->body.size() > 200'000);
  CHECK(second.receive()->body.find("\"a\"") != std::string::npos);
  CHECK(second.receive()->body.find("\"b\"") != std::string::npos);

  CHECK(server.ask("slow-nobody", modern_call("echo"))->status == 200);
  CHECK(server.ask("slow-throws", modern_call("echo"))->status == 503);
  CHECK(server.ask("slow-throws-a-number", modern_call("echo"))->status == 503);
}

TEST_CASE("LOAD-17 one address has a part of the places where it is asked who somebody is") {
  mcp::http::Limits limits;
  limits.inquiries_per_address = 2;
  Guarded server({.trusted_proxies = {"127.0.0.1"}, .limits = limits});
  const auto from = [](const std::string& address, const std::string& who) {
    std::string request = Guarded::as(who, modern_call("echo"));
    return request.insert(request.find("\r\n") + 2, "X-Forwarded-For: " + address + "\r\n");
  };
  Socket first(server.port());
  Socket second(server.port());
  first.send(from("2001:db8::1", "slow-ann"));
  second.send(from("2001:db8::2", "slow-ann"));
  for (int i = 0; i < 20'000 && server.guests->asked < 2; ++i) std::this_thread::sleep_for(1ms);
  const Answer third = Socket(server.port()).send(from("2001:db8::3", "slow-ann")).receive();
  CHECK(third->status == 429);
  CHECK_FALSE(third->field("retry-after").empty());
  CHECK(Socket(server.port()).send(from("2001:db8::3", "ben")).receive()->status == 200);
  Socket other(server.port());
  other.send(from("2001:db8:0:1::1", "slow-ann"));
  for (int i = 0; i < 20'000 && server.guests->asked < 3; ++i) std::this_thread::sleep_for(1ms);
  CHECK(server.guests->asked == 3);
  server.guests->known = true;
  CHECK(first.receive()->status == 200);
  CHECK(second.receive()->status == 200);
  CHECK(other.receive()->status == 200);
  for (int i = 0; i < 5; ++i)  // whoever was answered has its place again
    CHECK(Socket(server.port()).send(from("2001:db8::1", "slow-ann")).receive()->status == 200);
}

TEST_CASE("KEY-07 whoever decides who asks is told that it saw the request before") {
  const Guarded server;
  server.guests->known = true;
  CHECK(server.ask("slow-ann", modern_call("echo"))->status == 200);
  CHECK(server.guests->asked == 1);
  CHECK(server.guests->seen_again == 1);
}

TEST_CASE("who leaves while it is waited for is not answered, and the server stops all the same") {
  Guarded server;
  Socket leaves(server.port());
  leaves.send(Guarded::as("slow-ann", modern_call("echo")));
  for (int i = 0; i < 20'000 && server.guests->asked == 0; ++i) std::this_thread::sleep_for(1ms);
  REQUIRE(server.guests->asked == 1);
  leaves.reset();
  CHECK(server.ask("ben", modern_call("echo"))->status == 200);
  server.guests->known = true;
}

TEST_CASE("MCP-14 a stream ends when whom it is for stands for nobody any more") {
  Guarded server;
  Socket stays(server.port());
  Socket leaves(server.port());
  const std::string listen =
      modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}});
  CHECK(stays.send(Guarded::as("staying", listen)).receive_head()->status == 200);
  CHECK(leaves.send(Guarded::as("leaving", listen)).receive_head()->status == 200);
  CHECK_FALSE(leaves.receive_until("\n\n\r\n").empty());
  server.guests->gone = true;
  CHECK(leaves.is_closed(5s));
  CHECK_FALSE(stays.is_closed(3s));
}

/// Knows Ann, and throws whenever it is asked anything else.
class Faulty final : public mcp::Authenticator {
 public:
  std::optional<mcp::Result<mcp::Principal>> recognise(const mcp::RequestHead& head) override {
    return authenticate(head);
  }
  mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead& head) override {
    if (head.header("authorization") == "Bearer ann") return mcp::Principal{.issuer = "a", .subject = "ann"};
    return mcp::Error{mcp::Error::Code::unauthorized, "say who you are"};
  }
  bool still_stands(const mcp::Principal&) override { throw 5; }
  bool ready() override { throw 5; }
  std::string challenge(const mcp::RequestHead&) const override { throw 5; }
  bool is_tried(const mcp::RequestHead&) const override { throw 5; }
};

TEST_CASE("whatever who decides who asks throws, it lets nobody in and ends nothing else") {
  Faulty faulty;
  HttpServer server({.authenticator = &faulty, .threads = 1}, {}, {}, [](mcp::Server& with) {
    with.add(mcp::Tool{.name = "open",
                       .input_schema_json = R"({"type":"object"})",
                       .open = true,
                       .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         FAIL("who may have tried to prove something is no stranger");
                         return mcp::Error{};
                       }});
  });
  const auto ask = [&](std::string_view who, std::string request) {
    return Socket(server.port()).send(Guarded::as(who, std::move(request))).receive();
  };
  Socket listens(server.port());
  listens.send(
      Guarded::as("ann", modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}})));
  CHECK(listens.receive_head()->status == 200);
  const Answer refused = ask("eve", modern_call("open"));
  CHECK(refused->status == 401);
  CHECK(refused->field("www-authenticate").starts_with("Bearer realm=\"mcp\""));
  CHECK(ask("", "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")->status == 503);
  CHECK_FALSE(listens.receive_until("\n\n\r\n").empty());
  CHECK(listens.is_closed());
  CHECK(ask("ann", modern_call("echo"))->status == 200);
}

}  // namespace
}  // namespace http_test
