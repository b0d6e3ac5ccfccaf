// How a server over HTTP ends.

#include <csignal>
#include <fstream>

#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "served.h"

namespace http_test {
namespace {

bool takes_connections(std::uint16_t port) {
  try {
    const Socket socket(port);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

TEST_CASE("STORE-11 a server that is told to stop answers what it was asked, and ends the rest at once") {
  const tst::ScratchFolder folder;
  const std::string file = folder.path("there");
  Served server({"--grace", "60"});
  Socket idle(server.port());
  CHECK(idle.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").receive()->status == 200);
  Socket opening(server.port());
  const std::string session =
      opening.send(here(post(initialize().dump()))).receive()->field("mcp-session-id");
  Socket stream(server.port());
  CHECK(stream.send(here(get_stream(session))).receive_head()->status == 200);
  const Json arguments{{"file", file}};
  Socket caller(server.port());
  caller.send(here(modern_call("wait_for", arguments)));
  REQUIRE(!caller.receive_until("notifications/progress").empty());
  Socket of_session(server.port());
  of_session.send(here(legacy(session, legacy_request("tools/call", {{"name", "wait_for"},
                                                                     {"arguments", arguments},
                                                                     {"_meta", {{"progressToken", 1}}}}))));
  REQUIRE(!of_session.receive_until("notifications/progress").empty());

  server.process().signal(SIGTERM);
  CHECK(idle.is_closed());
  CHECK(!stream.receive_until("\r\n0\r\n\r\n").empty());
  CHECK_FALSE(takes_connections(server.port()));
  CHECK_FALSE(server.process().wait_exit(50ms));
  std::ofstream(file) << "now";
  CHECK(!caller.receive_until("it is there").empty());
  CHECK(!of_session.receive_until("it is there").empty());
  CHECK(server.process().wait_exit() == 0);
}

TEST_CASE("STORE-11 a call that goes on is not waited for longer than the grace time") {
  Served server({"--grace", "1"});
  Socket caller(server.port());
  caller.send(here(modern_call("wait_for", {{"file", "/there/is/none"}})));
  REQUIRE(!caller.receive_until("notifications/progress").empty());
  server.process().signal(SIGTERM);
  CHECK(server.process().wait_exit());
}

TEST_CASE("STORE-11 a stream that is asked for when the server stops already has its end at once") {
  mcp::ServerLimits patient;
  patient.grace = 30s;
  HttpServer server({.threads = 1}, patient);
  Socket idle(server.port());
  CHECK(idle.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").receive()->status == 200);
  Socket listens(server.port());
  std::string request = modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}});
  request.insert(request.find("\r\n") + 2, "Expect: 100-continue\r\n");
  const std::size_t body = request.find("\r\n\r\n") + 4;
  CHECK(listens.send(request.substr(0, body)).receive()->status == 100);
  server.stop();
  CHECK(idle.is_closed());
  listens.send(request.substr(body));
  CHECK(!listens.receive_until("\r\n0\r\n\r\n", 10s).empty());
  CHECK(listens.is_closed());
}

}  // namespace http_test
