// A server over HTTP whose callers bring tokens of an issuer that is asked.
#include "../http/http_server.h"
#include "catch.h"
#include "issuer.h"

using namespace oidc_test;
using http_test::HttpServer;
using http_test::Socket;

namespace {

struct Served {
  explicit Served(const Issuer& issuer)
      : oidc((Clocks::reset(), options_for(issuer))), server({.authenticator = &oidc}) {}

  int call(const std::string& token) const {
    std::string request = http_test::modern_call("echo");
    request.insert(request.find("\r\n") + 2, "Authorization: Bearer " + token + "\r\n");
    return Socket(server.port()).send(request).receive()->status;
  }
  std::string readiness(const std::string& path = "/readyz") const {
    const auto answer =
        Socket(server.port()).send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").receive();
    return std::to_string(answer->status) + " " + answer->body;
  }

  mcp::auth::Oidc oidc;
  HttpServer server;
};

}  // namespace

TEST_CASE("whoever brings a token of the issuer is served, and a new key makes the issuer be asked") {
  Issuer issuer;
  const Served served(issuer);
  CHECK(served.call(issuer.token(first_key(), "first")) == 200);
  CHECK(served.readiness() == "200 ok\n");
  CHECK(served.call(issuer.token(second_key(), "second")) == 401);
  issuer.answer_keys(jwk(second_key(), "second"));
  Clocks::advance(60s);
  CHECK(served.call(issuer.token(second_key(), "second")) == 200);
  CHECK(served.call(issuer.token(first_key(), "first")) == 401);
  const auto asked = Socket(served.server.port()).send(http_test::modern_call("echo")).receive();
  CHECK(asked->status == 401);
  CHECK_THAT(asked->field("www-authenticate"), tst::StartsWith("Bearer realm=\"mcp\""));
}

TEST_CASE("RS-05 a server whose issuer shows no keys is not ready, and answers 503") {
  Issuer issuer;
  issuer.answer("/keys", [](fetch_test::Exchange& exchange) { exchange.answer(500, "{}"); });
  const Served served(issuer);
  CHECK(served.call(issuer.token(first_key(), "first")) == 503);
  CHECK(served.readiness() == "503 callers cannot be checked yet\n");
  CHECK(served.readiness("/livez") == "200 ok\n");
  issuer.answer_keys(jwk(first_key(), "first"));
  Clocks::advance(10s);
  CHECK(served.call(issuer.token(first_key(), "first")) == 200);
  CHECK(served.readiness() == "200 ok\n");
}
