// What clients may take of a server, and for how long.

#include <sys/socket.h>

#include "catch.h"
#include "http_server.h"
#include "mcp/transport/http/door/session.h"
#include "sse_client.h"

namespace http_test {
namespace {

using mcp::http::Limits;

HttpServer::Options with(Limits limits) { return {.limits = limits}; }

bool serves(HttpServer& server) {
  Socket socket(server.port());
  const auto answer = socket.send(modern_call("echo")).receive();
  return answer && answer->status == 200;
}

/// Whether the call of `hang` that the requests begin with is cancelled when their client leaves, before a
/// call that begins then and takes a second is answered.
bool is_cancelled_within_a_second(const std::string& requests) {
  for (int attempt = 0; attempt < 5; ++attempt) {  // the machine may be busy with other things
    HttpServer server;
    {
      Socket socket(server.port());
      socket.send(requests);
      REQUIRE(server.wait_hanging(1));
    }
    CHECK(Socket(server.port()).send(modern_call("pause", {{"ms", 1000}})).receive()->status == 200);
    if (server.cancelled() == 1) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("LOAD-02 a head has one deadline, however it drips") {
  Limits limits;
  limits.head_time = 300ms;
  HttpServer server(with(limits));
  Socket drips(server.port());
  Socket silent(server.port());
  drips.send("POST /mcp HTTP/1.1\r\n");
  const auto begun = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - begun < 1500ms && !drips.receive(50ms)) drips.send("X");
  CHECK(drips.is_closed());
  CHECK(silent.is_closed());
  CHECK(serves(server));
}

TEST_CASE("LOAD-03 a body has a deadline and a least speed") {
  Limits slow;
  slow.body_patience = 200ms;
  slow.body_rate = 1000;
  Limits late;
  late.body_time = 300ms;
  late.body_patience = 1h;
  for (const Limits& limits : {slow, late}) {
    HttpServer server(with(limits));
    Socket socket(server.port());
    const std::string request = modern_call("echo");
    socket.send(request.substr(0, request.size() - 10));
    CHECK(socket.receive()->status == 408);
    CHECK(socket.is_closed());
  }
}

TEST_CASE("LOAD-04 a body that is announced too long is refused at once") {
  Limits patient;
  patient.head_time = patient.body_time = patient.body_patience = 1h;
  HttpServer server({.threads = 1, .limits = patient});
  bool at_once = false;
  for (int attempt = 0; attempt < 10 && !at_once; ++attempt) {
    Socket claims(server.port());
    Socket calls(server.port());
    claims.send(modern_call("echo")).receive();
    calls.send(modern_call("echo")).receive();
    claims.send(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        "99999999999\r\n\r\n");
    // Whoever asks later is answered later.
    CHECK(calls.send(modern_call("echo")).receive()->status == 200);
    const auto refusal = claims.receive(0ms);
    at_once = refusal && refusal->status == 413;
    if (at_once) CHECK(claims.is_closed());
  }
  CHECK(at_once);
}

TEST_CASE("LOAD-06 a POST without a length has no body") {
  HttpServer server;
  Socket socket(server.port());
  socket.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n");
  const auto answer = socket.receive();
  CHECK(answer->status == 400);
  CHECK(answer->json()["error"]["code"] == -32700);
}

TEST_CASE("LOAD-07 a body that is packed is refused") {
  HttpServer server;
  for (const char* coding : {"gzip", "br", "deflate", "gzip, gzip", "identity"}) {
    Socket socket(server.port());
    std::string request = modern_call("echo");
    request.insert(request.find("\r\n") + 2, "Content-Encoding: " + std::string(coding) + "\r\n");
    CHECK(socket.send(request).receive()->status == 415);
  }
}

TEST_CASE("LOAD-08 LOAD-09 an endless head is cut off") {
  HttpServer server;
  Socket line(server.port());
  line.send("GET /mcp HTTP/1.1\r\nX: " + std::string(200'000, 'a'));
  CHECK(line.receive()->status == 431);
  CHECK(line.is_closed());
  Socket many(server.port());
  std::string lines = "GET /mcp HTTP/1.1\r\nHost: localhost\r\n";
  for (int i = 0; i < 200; ++i) lines += "X: y\r\n";
  CHECK(many.send(lines + "\r\n").receive()->status == 431);
}

TEST_CASE("LOAD-12 a stream that nobody reads is cut off, and no other waits for it") {
  HttpServer server;
  Socket reads(server.port());
  Socket sleeps(server.port());
  const std::string listen =
      modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}});
  reads.send(listen);
  sleeps.send(listen);
  REQUIRE(!reads.receive_until("acknowledged").empty());
  REQUIRE(!sleeps.receive_until("acknowledged").empty());
  for (int i = 0; i < 60'000; ++i) {
    server.server().tools_changed();
    if (i % 500 == 0) CHECK(!reads.receive_until("list_changed").empty());
  }
  const auto gone = [&] {
    for (int i = 0; i < 200; ++i) {
      if (::send(sleeps.fd(), "x", 1, MSG_NOSIGNAL) < 0) return true;
      std::this_thread::sleep_for(20ms);
    }
    return false;
  };
  CHECK(gone());
}

TEST_CASE("LOAD-13 a response that nobody reads is given up") {
  Limits limits;
  limits.write_stall = 300ms;
  HttpServer server(with(limits));
  Socket socket(server.port());
  socket.send(modern_call("large", {{"bytes", 30'000'000}}));
  socket.receive_head();
  std::this_thread::sleep_for(1200ms);
  std::size_t read = 0;
  while (!socket.receive_until("x", 50ms).empty() && read < 40'000'000) ++read;
  CHECK(socket.is_closed());
  CHECK(serves(server));
}

TEST_CASE("LOAD-14 a client that leaves cancels its call within a second") {
  CHECK(is_cancelled_within_a_second(modern_call("hang")));
}

TEST_CASE("LOAD-14 a client that left is missed within a second though nobody reads what it sent before") {
  std::string requests = modern_call("hang");
  for (int i = 0; i < 250; ++i) requests += modern_call("echo");
  CHECK(is_cancelled_within_a_second(requests));
}

TEST_CASE("LOAD-15 calls past the limit are refused at once") {
  mcp::ServerLimits few;
  few.concurrency = 2;
  few.queue = 1;
  HttpServer server({}, few);
  std::vector<std::unique_ptr<Socket>> busy;
  for (int i = 0; i < 3; ++i) {
    busy.push_back(std::make_unique<Socket>(server.port()));
    busy.back()->send(modern_call("hang"));
    if (i < 2) REQUIRE(server.wait_hanging(i + 1));
  }
  std::this_thread::sleep_for(100ms);
  Socket refused(server.port());
  CHECK(refused.send(modern_call("hang")).receive()->status == 503);
  CHECK(serves(server));  // what never blocks needs no thread of theirs
  server.release();
  for (const auto& socket : busy) CHECK(socket->receive()->status == 200);
}

TEST_CASE("LOAD-19 unfinished requests share one budget") {
  Limits limits;
  limits.buffered = 300'000;
  HttpServer server(with(limits));
  std::vector<std::unique_ptr<Socket>> clients;
  int refused = 0;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<Socket>(server.port()));
    clients.back()->send(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        "1000000\r\n\r\n" +
        std::string(60'000, ' '));
  }
  for (const auto& client : clients) {
    const auto answer = client->receive(200ms);
    if (answer && answer->status == 503) ++refused;
  }
  CHECK(refused >= 4);
  CHECK(refused < 8);
  clients.clear();
  CHECK(serves(server));
}

TEST_CASE("LOAD-19 a request that is refused makes room for others at once") {
  Limits limits;
  limits.buffered = 300'000;
  HttpServer server(with(limits));
  const std::string large = modern_call("echo", {{"text", std::string(400'000, 'x')}});
  Socket refused(server.port());
  Answer answer;
  for (std::size_t sent = 0; !answer && sent < 350'000; sent += 16'000) {  // nothing after what is refused
    answer = refused.send(large.substr(sent, 16'000)).receive(100ms);
  }
  CHECK(answer->status == 503);
  const std::string fits = modern_call("echo", {{"text", std::string(120'000, 'x')}});
  CHECK(Socket(server.port()).send(fits).receive()->status == 200);
}

TEST_CASE("LOAD-19 a request counts to the budget for as long as its call runs") {
  Limits limits;
  limits.buffered = 300'000;
  HttpServer server(with(limits));
  const std::string large = modern_call("hang", {{"text", std::string(120'000, 'x')}});
  Socket first(server.port());
  Socket second(server.port());
  first.send(large);
  second.send(large);
  REQUIRE(server.wait_hanging(2));
  CHECK(Socket(server.port()).send(large).receive()->status == 503);
  CHECK(serves(server));
  server.release();
  CHECK(first.receive()->status == 200);
  CHECK(second.receive()->status == 200);
  CHECK(Socket(server.port()).send(large).receive()->status == 200);
}

TEST_CASE("LOAD-19 a request counts while its call runs, whether its client has begun to read, or has left") {
  Limits limits;
  limits.buffered = 300'000;
  HttpServer server(with(limits));
  const Json large =
      legacy_request("tools/call", {{"name", "hang"}, {"arguments", {{"text", std::string(120'000, 'x')}}}});
  const std::string session = open_session(server.port());
  Socket stays(server.port());
  Socket leaves(server.port());
  for (Socket* client : {&stays, &leaves}) {
    client->send(legacy(session, large));
    REQUIRE(!client->receive_until("\ndata:\n\n").empty());
  }
  leaves.reset();
  std::this_thread::sleep_for(300ms);
  CHECK(Socket(server.port()).send(legacy(session, large)).receive()->status == 503);
  server.release();
  CHECK(!stays.receive_until("released").empty());
  CHECK(Socket(server.port()).send(legacy(session, large)).receive()->status == 200);
}

TEST_CASE("LOAD-19 a request counts while its call runs, where its answer comes another way") {
  Limits limits;
  limits.buffered = 300'000;
  HttpServer server({.doors = {.rest = true, .sse = true}, .limits = limits});
  const Json arguments{{"text", std::string(120'000, 'x')}};
  SseClient client(server.port());
  client.initialize();
  CHECK(client.send(legacy_request("tools/call", {{"name", "hang"}, {"arguments", arguments}})) == 202);
  Socket rest(server.port());
  rest.send(post(arguments.dump()).replace(5, 4, "/api/tools/hang"));
  REQUIRE(server.wait_hanging(2));
  CHECK(Socket(server.port()).send(modern_call("hang", arguments)).receive()->status == 503);
  server.release();
  CHECK(!client.stream().receive_until("released").empty());
  CHECK(rest.receive()->status == 200);
  CHECK(Socket(server.port()).send(modern_call("hang", arguments)).receive()->status == 200);
}

TEST_CASE("LOAD-19 what sessions keep for clients that come back has a limit") {
  const auto kept = std::make_shared<mcp::http::KeptBytes>(1000);
  const auto one = std::make_shared<mcp::http::EventStream>(1, kept);
  auto other = std::make_shared<mcp::http::EventStream>(2, kept);
  for (int i = 0; i < 100; ++i) {
    one->send(std::string(40, 'x'));
    other->send(std::string(40, 'x'));
    CHECK_FALSE(kept->too_many());
  }
  other.reset();
  one->send(std::string(900, 'x'));
  CHECK_FALSE(kept->too_many());
}

TEST_CASE("LOAD-19 what others keep leaves each session a part") {
  mcp::http::Sessions sessions({.most = 10, .kept_bytes = 10'000, .kept_bytes_each = 10'000});
  const auto kept_by = [&](const char* name) {
    const auto session = sessions.make({.principal = {.issuer = "test", .subject = name}});
    REQUIRE(session);
    const auto stream = (*session)->add_stream();
    for (int i = 0; i < 100; ++i) stream->send(std::string(200, 'x'));
    return stream;
  };
  const auto anns = kept_by("ann");
  CHECK(anns->kept_bytes() > 9000);
  const auto bens = kept_by("ben");
  CHECK(bens->kept_bytes() > 700);
  CHECK(bens->kept_bytes() <= 1000);
}

TEST_CASE("LOAD-16 ten times as many calls as there is room for leave those that find room alone") {
  mcp::ServerLimits limits;
  limits.concurrency = 8;
  limits.queue = 8;
  HttpServer server({}, limits);
  struct Count {
    std::atomic<int> answered = 0;
    std::atomic<int> shed = 0;
    std::atomic<int> other = 0;
  };
  // Each call takes its time, so that the threads for calls are what there is too little of.
  const auto load = [&](int clients, Count& count) {
    const auto end = std::chrono::steady_clock::now() + 500ms;
    std::vector<std::jthread> threads;
    for (int i = 0; i < clients; ++i) {
      threads.emplace_back([&] {
        Socket socket(server.port());
        while (std::chrono::steady_clock::now() < end) {
          const auto answer = socket.send(modern_call("pause", {{"ms", 20}})).receive();
          if (answer->status == 200) {
            ++count.answered;
          } else if (answer->status == 503 && !answer->field("retry-after").empty()) {
            ++count.shed;
            std::this_thread::sleep_for(20ms);
          } else {
            ++count.other;
          }
        }
      });
    }
  };
  double share = 0;
  for (int attempt = 0; attempt < 5 && share < 0.8; ++attempt) {  // the machine may be busy with other things
    Count alone, flooded;
    load(8, alone);
    load(80, flooded);
    CHECK(alone.shed + alone.other + flooded.other == 0);
    CHECK(flooded.shed > 0);
    REQUIRE(alone.answered > 0);
    share = static_cast<double>(flooded.answered) / alone.answered;
  }
  CHECK(share >= 0.8);
}

TEST_CASE("LOAD-19 what is kept for one caller leaves room for others") {
  mcp::http::Sessions sessions({.kept_bytes = 1000, .kept_bytes_each = 400});
  const auto stream_of = [&](const char* name) {
    const auto session = sessions.make({.principal = {.issuer = "test", .subject = name}});
    REQUIRE(session);
    return (*session)->add_stream();
  };
  const auto fill = [](const std::shared_ptr<mcp::http::EventStream>& stream) {
    for (int i = 0; i < 100; ++i) stream->send(std::string(40, 'x'));
  };
  const auto anns = stream_of("ann"), anns_other = stream_of("ann"), bens = stream_of("ben");
  fill(anns);
  fill(anns_other);
  fill(bens);
  CHECK(anns->kept_bytes() + anns_other->kept_bytes() <= 400);
  CHECK(bens->kept_bytes() > 300);
}

}  // namespace http_test
