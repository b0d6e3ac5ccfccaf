// What happens on a connection over TLS, in whatever pieces it comes.
#include <thread>

#include <mcp/channel/tls/tls.h>

#include "../http/http_server.h"
#include "catch.h"
#include "tls_client.h"

using http_test::HttpServer;
using mcp::channel::Tls;
using tls_test::Authority;
using tls_test::TlsClient;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

/// A server with a certificate of its own.
struct Private {
  explicit Private(Tls::Version least = Tls::Version::v1_2, mcp::http::Limits limits = {})
      : identity(authority.issue("server")),
        tls({.cert = identity.cert, .key = identity.key, .min_version = least}),
        server({.encryption = &tls, .limits = limits}) {}

  Authority authority{};
  tls_test::Identity identity;
  Tls tls;
  HttpServer server;
};

}  // namespace

TEST_CASE("requests are answered over TLS 1.3 and 1.2") {
  Private served;
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    TlsClient client(served.server.port(), {.version = version});
    REQUIRE(client.handshake());
    CHECK(client.server_name() == "server");
    CHECK(client.get("/healthz") == 200);
    REQUIRE(client.send(http_test::modern_call("echo", {{"text", "privately"}})));
    CHECK_THAT(client.receive_until("privately"), tst::StartsWith("HTTP/1.1 200 OK"));
  }
}

TEST_CASE("a revision of TLS below the least is refused, and the client is told") {
  Private ordinary;
  Private strict(Tls::Version::v1_3);
  CHECK_FALSE(TlsClient(ordinary.server.port(), {.version = TLS1_1_VERSION}).handshake());
  TlsClient old(strict.server.port(), {.version = TLS1_2_VERSION});
  CHECK_FALSE(old.handshake());
  CHECK_THAT(old.complaint(), tst::ContainsSubstring("protocol version"));
  CHECK(TlsClient(strict.server.port()).handshake());
}

TEST_CASE("it does not matter in which pieces the bytes come") {
  Private served;
  for (const std::size_t step : {1U, 2U, 5U, 7U}) {
    CAPTURE(step);
    TlsClient client(served.server.port(), {.step = step});
    REQUIRE(client.handshake());
    CHECK(client.get("/healthz") == 200);
    REQUIRE(client.send(http_test::modern_call("echo", {{"text", "piece by piece"}})));
    CHECK_FALSE(client.receive_until("piece by piece").empty());
  }
}

TEST_CASE("large messages go both ways, more than a socket takes at once") {
  Private served;
  TlsClient client(served.server.port());
  REQUIRE(client.handshake());
  const std::string text(2'000'000, 'x');
  REQUIRE(client.send(http_test::modern_call("echo", {{"text", text + "END"}})));
  std::this_thread::sleep_for(100ms);  // the answer waits to be read
  CHECK(client.receive_until("END").size() > text.size());
  CHECK_FALSE(client.receive_until("}").empty());
}

TEST_CASE("a handshake that does not come to its end is cut after the time of a head") {
  const auto head_time = 400ms;
  Private served(Tls::Version::v1_2, {.head_time = head_time});
  TlsClient half(served.server.port());
  http_test::Socket silent(served.server.port());
  const auto begun = Clock::now();
  half.socket().send("\x16\x03\x01");  // the first bytes of one
  CHECK(half.socket().is_closed(10s));
  CHECK(silent.is_closed(10s));
  CHECK(Clock::now() - begun >= head_time);
  TlsClient prompt(served.server.port());
  REQUIRE(prompt.handshake());
  CHECK(prompt.get("/healthz") == 200);
}

TEST_CASE("a client that drips its handshake gets no more time than one that is silent") {
  Private served(Tls::Version::v1_2, {.head_time = 400ms});
  http_test::Socket slow(served.server.port());
  const auto begun = Clock::now();
  const std::string record = std::string("\x16\x03\x01\x02\x00", 5) + std::string(512, '\x01');
  bool closed = false;
  for (std::size_t at = 0; at < record.size() && !closed; ++at) {
    slow.send(record.substr(at, 1));
    closed = slow.is_closed(20ms);
  }
  CHECK(closed);
  CHECK(Clock::now() - begun < 5s);
}

TEST_CASE("whoever speaks plain HTTP gets to read that it is the wrong way") {
  Private served;
  for (const std::string method : {"GET", "POST"}) {
    http_test::Socket plain(served.server.port());
    plain.send(method + " /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n")
        .send(std::string(20'000, 'x'));
    CHECK_THAT(plain.receive_until("http://\n"), tst::StartsWith("HTTP/1.1 400 Bad Request\r\n"));
    CHECK(plain.is_closed());
  }
}

TEST_CASE("what is no TLS at all ends the connection") {
  Private served;
  http_test::Socket other(served.server.port());
  other.send("SSH-2.0-OpenSSH_9.2\r\n");
  CHECK(other.receive_until("HTTP", 200ms).empty());
  CHECK(TlsClient(served.server.port()).handshake());
}

TEST_CASE("keys are not agreed on anew at a client's wish") {
  Private served;
  TlsClient client(served.server.port(), {.version = TLS1_2_VERSION});
  REQUIRE(client.handshake());
  CHECK_FALSE(client.renegotiate());
  CHECK_THAT(client.complaint(), tst::ContainsSubstring("renegotiation"));
}

TEST_CASE("a client comes back with its ticket") {
  Private served;
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    TlsClient first(served.server.port(), {.version = version});
    REQUIRE(first.handshake());
    CHECK(first.get("/healthz") == 200);  // with 1.3 the ticket comes after the handshake
    CHECK_FALSE(first.resumed());
    SSL_SESSION* const session = first.session();
    TlsClient again(served.server.port(), {.version = version, .session = session});
    REQUIRE(again.handshake());
    CHECK(again.resumed());
    CHECK(again.get("/healthz") == 200);
    SSL_SESSION_free(session);
  }
}

TEST_CASE("over TLS the origin of the server's own pages begins with https") {
  Private served;
  TlsClient client(served.server.port());
  REQUIRE(client.handshake());
  CHECK(client.get("/mcp", "Accept: text/event-stream\r\nOrigin: http://localhost\r\n") == 403);
  CHECK(client.get("/mcp", "Accept: text/event-stream\r\nOrigin: https://localhost\r\n") == 405);
}
