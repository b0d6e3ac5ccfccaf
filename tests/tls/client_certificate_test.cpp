// Clients that have to show who they are.
#include <thread>

#include <mcp/channel/tls/tls.h>
#include <mcp/transport/http/net/bound.h>
#include <mcp/transport/http/net/connection.h>
#include <mcp/transport/http/net/listener.h>
#include <mcp/transport/http/net/loop.h>

#include "catch.h"
#include "tls_client.h"

using mcp::channel::Tls;
using tls_test::Authority;
using tls_test::Identity;
using tls_test::TlsClient;
using namespace mcp::http;

namespace {

/// Answers with the name that the client's certificate has.
class WhoAsks final : public Service {
 public:
  Verdict screen(const Head&, const Client& client, mcp::Caller& caller) override {
    caller.principal.subject = client.name;
    return {};
  }
  void serve(const Request& request) override {
    request.reply.send(plain(200, "you are " + request.caller.principal.subject));
  }
};

/// A server for clients whose certificate one of `signers` signed.
class Exclusive {
 public:
  explicit Exclusive(const std::string& signers)
      : identity_(authority_.issue("server")),
        tls_({.cert = identity_.cert, .key = identity_.key, .client_ca = signers}) {
    REQUIRE(tls_.load());
    auto bound = bind({"127.0.0.1", 0, {}});
    REQUIRE(bound);
    port_ = bound->front().address.port;
    listener_ = std::make_shared<Listener>(std::vector{loop_}, std::move(bound->front().socket), service_,
                                           budget_, limits_, &tls_);
    loop_->post([this] { listener_->start(); });
    thread_ = std::thread([this] { loop_->run(); });
  }
  ~Exclusive() {
    loop_->post([this] {
      listener_->stop();
      loop_->close_all();
      loop_->post([this] { loop_->stop(); });
    });
    thread_.join();
  }

  std::uint16_t port() const { return port_; }

 private:
  Authority authority_{};
  Identity identity_;
  Tls tls_;
  const Limits limits_{};
  Budget budget_{limits_};
  WhoAsks service_{};
  std::shared_ptr<Loop> loop_ = std::make_shared<Loop>(std::chrono::milliseconds(50));
  std::shared_ptr<Listener> listener_{};
  std::uint16_t port_ = 0;
  std::thread thread_{};
};

/// What it is answered; "" when it is not let in.
std::string asked(TlsClient& client) {
  if (!client.handshake()) return {};
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  return client.receive_until("\r\n\r\n").empty() ? "" : client.receive_until("\n");
}

std::string asked(std::uint16_t port, const Identity& identity, int version = TLS1_3_VERSION) {
  TlsClient client(port, {.identity = identity, .version = version});
  return asked(client);
}

}  // namespace

TEST_CASE("a client with a certificate that was asked for is let in, and known by its name") {
  const Authority first("first"), second("second");
  const Exclusive server(first.cert() + second.cert());
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    CHECK(asked(server.port(), first.issue("alice"), version) == "you are CN=alice\n");
    CHECK(asked(server.port(), second.issue("bob"), version) == "you are CN=bob\n");
  }
}

TEST_CASE("a name is one line whatever stands in it") {
  const Authority authority;
  const Exclusive server(authority.cert());
  CHECK(asked(server.port(), authority.issue("a\nb,CN=root")) == "you are CN=a\\0Ab\\,CN=root\n");
}

TEST_CASE("a client with another certificate, an old one or none is told that it is not let in") {
  const Authority authority, other;
  const Exclusive server(authority.cert());
  const Identity identities[] = {other.issue("alice"), authority.issue("alice", 0), Identity{}};
  for (const Identity& identity : identities) {
    for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
      TlsClient client(server.port(), {.identity = identity, .version = version});
      CHECK(asked(client) == "");
      CHECK_THAT(client.complaint(), tst::ContainsSubstring("alert"));
    }
  }
}

TEST_CASE("a client that comes back shows its certificate again") {
  const Authority authority;
  const Exclusive server(authority.cert());
  const Identity alice = authority.issue("alice");
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    TlsClient first(server.port(), {.identity = alice, .version = version});
    REQUIRE(asked(first) == "you are CN=alice\n");
    SSL_SESSION* const session = first.session();
    TlsClient again(server.port(), {.identity = alice, .version = version, .session = session});
    CHECK(asked(again) == "you are CN=alice\n");
    CHECK_FALSE(again.resumed());
    SSL_SESSION_free(session);
  }
}
