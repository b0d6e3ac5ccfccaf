// Who asks is found out before anything else, and what is somebody's is nobody else's.

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

using mcp::Error;

/// Knows ann and ben by words that are no secret. Ann has two: one is good for more.
class TwoPeople final : public mcp::Authenticator {
 public:
  mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead& head) override {
    const auto header = head.header("authorization");
    if (!header) return Error{Error::Code::unauthorized, "say who you are"};
    if (*header == "Bearer ann-word") return mcp::Principal{.issuer = "test", .subject = "ann"};
    if (*header == "Bearer ann-strong-word")
      return mcp::Principal{.issuer = "test", .subject = "ann", .scopes = {"guarded"}};
    if (*header == "Bearer ben-word") return mcp::Principal{.issuer = "test", .subject = "ben"};
    if (*header == "Bearer broken")
      return Error{Error::Code::internal, "the list of people is gone: /etc/people"};
    return Error{Error::Code::unauthorized, "nobody has this word"};
  }
  std::string challenge(const mcp::RequestHead&) const override { return "Bearer realm=\"people\""; }
};

HttpServer::Options for_two() {
  static TwoPeople people;
  return {.authenticator = &people};
}

/// The request with a header line more.
std::string as(std::string_view who, std::string request) {
  const std::size_t line = request.find("\r\n") + 2;
  return request.insert(line, "Authorization: Bearer " + std::string(who) + "-word\r\n");
}

std::string ann(std::string request) { return as("ann", std::move(request)); }
std::string ben(std::string request) { return as("ben", std::move(request)); }

std::string open_session_of(HttpServer& server, std::string_view who) {
  Socket socket(server.port());
  return socket.send(as(who, post(initialize().dump()))).receive()->field("mcp-session-id");
}

std::string get(std::string_view path, std::string_view lines = {}) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" +
         std::string(lines) + "\r\n";
}

}  // namespace

TEST_CASE("whoever does not say who it is learns how to, and its body is not read") {
  HttpServer server(for_two());
  Socket socket(server.port());
  socket.send(
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
      "4000\r\n\r\n");
  const auto answer = socket.receive();
  CHECK(answer->status == 401);
  CHECK(answer->field("www-authenticate") == "Bearer realm=\"people\"");
  CHECK(socket.is_closed());
  CHECK(Socket(server.port()).send(as("eve", modern_call("echo"))).receive()->status == 401);
  CHECK(Socket(server.port()).send(ann(modern_call("echo"))).receive()->status == 200);
}

TEST_CASE("a server whose keys cannot be read does not start, one that is told to read them again goes on") {
  class Keys final : public mcp::Authenticator {
   public:
    mcp::Result<void> load() override {
      ++loads;
      if (broken) return Error{Error::Code::unavailable, "the file of keys is gone"};
      return {};
    }
    mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead&) override {
      return mcp::Principal{.issuer = "test", .subject = "ann"};
    }
    std::string challenge(const mcp::RequestHead&) const override { return "Bearer"; }

    bool broken = true;
    int loads = 0;
  };
  Keys keys;
  mcp::Server server({.name = "keys", .version = "1"});
  mcp::Engine engine(server);
  mcp::transport::Http http({.listen = "127.0.0.1:0", .authenticator = &keys});
  const auto refused = http.serve(engine, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "the file of keys is gone");

  keys.broken = false;
  std::stop_source stop;
  http.listen_on({"127.0.0.1", 0}, [&](std::string_view) {
    keys.broken = true;
    http.reload();
    stop.request_stop();
  });
  CHECK(http.reloads());
  CHECK(http.serve(engine, stop.get_token()));
  CHECK(keys.loads == 3);
}

TEST_CASE("two answers to who asks are none") {
  HttpServer server(for_two());
  CHECK(Socket(server.port()).send(ann(ann(modern_call("echo")))).receive()->status == 400);
}

TEST_CASE("when nobody can be checked nobody is let in, and the reason stays here") {
  HttpServer server(for_two());
  std::string request = ann(modern_call("echo"));
  request.replace(request.find("ann-word"), 8, "broken");
  const auto answer = Socket(server.port()).send(request).receive();
  CHECK(answer->status == 503);
  CHECK(answer->body.find("/etc/people") == std::string::npos);
}

TEST_CASE("every door asks, but not those that probes use") {
  auto options = for_two();
  options.doors.sse = true;
  HttpServer server(options);
  for (const char* path : {"/mcp", "/sse", "/version", "/readyz?verbose"}) {
    CAPTURE(path);
    CHECK(Socket(server.port()).send(get(path)).receive()->status == 401);
  }
  for (const char* path : {"/healthz", "/livez", "/readyz"}) {
    CAPTURE(path);
    CHECK(Socket(server.port()).send(get(path)).receive()->status == 200);
  }
  CHECK(Socket(server.port()).send(ann(get("/version"))).receive()->status == 200);
}

TEST_CASE("MCP-08 a session is of use to its owner only") {
  HttpServer server(for_two());
  const std::string session = open_session_of(server, "ann");
  const std::string ping = legacy(session, legacy_request("ping"));
  CHECK(Socket(server.port()).send(ben(ping)).receive()->status == 404);
  const std::string stream = get("/mcp", "Mcp-Session-Id: " + session + "\r\n");
  CHECK(Socket(server.port()).send(ben(stream)).receive()->status == 404);
  std::string end = stream;
  end.replace(0, 3, "DELETE");
  CHECK(Socket(server.port()).send(ben(end)).receive()->status == 404);
  CHECK(Socket(server.port()).send(ann(ping)).receive()->status == 200);
}

TEST_CASE("what a caller may use is decided by what came with the call, not by what opened the session") {
  auto options = for_two();
  options.doors.sse = true;
  HttpServer server(options);
  const Json call = legacy_request("tools/call", {{"name", "guarded"}, {"arguments", Json::object()}});
  const auto status = [&](std::string_view who, const std::string& session) {
    return Socket(server.port()).send(as(who, legacy(session, call))).receive()->status;
  };
  const std::string strong = open_session_of(server, "ann-strong");
  CHECK(status("ann-strong", strong) == 200);
  CHECK(status("ann", strong) == 403);
  const std::string weak = open_session_of(server, "ann");
  CHECK(status("ann", weak) == 403);
  CHECK(status("ann-strong", weak) == 200);

  Socket stream(server.port());
  stream.send(as("ann-strong", get("/sse"))).receive_head();
  const std::string event = stream.receive_until("\n\n");
  const std::size_t data = event.find("data: ") + 6;
  const std::string endpoint = event.substr(data, event.find('\n', data) - data);
  const auto send = [&](std::string_view who, const Json& message) {
    const std::string request = post(message.dump()).replace(5, 4, endpoint);
    return Socket(server.port()).send(as(who, request)).receive()->status;
  };
  CHECK(send("ann", initialize("2024-11-05")) == 202);
  CHECK(!stream.receive_until("protocolVersion").empty());
  CHECK(send("ann-strong", call) == 202);
  CHECK(!stream.receive_until("let in").empty());
  CHECK(send("ann", call) == 202);
  CHECK(!stream.receive_until("missing scope").empty());
}

TEST_CASE("LOAD-11 one caller has so many streams, and all have so many") {
  mcp::ServerLimits limits;
  limits.streams = 3;
  limits.streams_each = 2;
  HttpServer server(for_two(), limits);
  const auto listen = [](int id) {
    return modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}}, id);
  };
  Socket first(server.port());
  Socket second(server.port());
  Socket third(server.port());
  CHECK(first.send(ann(listen(1))).receive_head()->status == 200);
  const std::string session = open_session_of(server, "ann");
  const std::string stream = get("/mcp", "Mcp-Session-Id: " + session + "\r\n");
  CHECK(second.send(ann(stream)).receive_head()->status == 200);

  const auto own = Socket(server.port()).send(ann(listen(2))).receive();
  CHECK(own->status == 429);
  CHECK(!own->field("retry-after").empty());
  CHECK(Socket(server.port())
            .send(ann(get("/mcp", "Mcp-Session-Id: " + open_session_of(server, "ann") + "\r\n")))
            .receive()
            ->status == 429);
  CHECK(third.send(ben(listen(3))).receive_head()->status == 200);
  const auto all = Socket(server.port()).send(ben(listen(4))).receive();
  CHECK(all->status == 503);
  CHECK(!all->field("retry-after").empty());

  // Calls go on beside them, and a stream that ends makes room.
  CHECK(Socket(server.port()).send(ann(modern_call("echo"))).receive()->status == 200);
  first.reset();
  int status = 0;
  for (int i = 0; i < 1000 && status != 200; ++i) {
    std::this_thread::sleep_for(5ms);
    status = Socket(server.port()).send(ann(listen(5))).receive_head()->status;
  }
  CHECK(status == 200);
}

TEST_CASE("LOAD-15 one caller has so many calls at once, and others are not in their way") {
  mcp::ServerLimits limits;
  limits.concurrency_each = 2;
  HttpServer server(for_two(), limits);
  Socket first(server.port());
  Socket second(server.port());
  first.send(ann(modern_call("hang")));
  second.send(ann(modern_call("hang")));
  REQUIRE(server.wait_hanging(2));
  const auto refused = Socket(server.port()).send(ann(modern_call("large"))).receive();
  CHECK(refused->status == 429);
  CHECK(refused->json()["error"]["code"] == 429);
  CHECK(Socket(server.port()).send(ben(modern_call("large"))).receive()->status == 200);
  server.release();
  CHECK(first.receive()->status == 200);
  CHECK(second.receive()->status == 200);
  CHECK(Socket(server.port()).send(ann(modern_call("large"))).receive()->status == 200);
}

}  // namespace http_test
