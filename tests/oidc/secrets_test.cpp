// What is secret between callers, a server and its issuer, and what is written of it.
#include <mcp/core/log.h>
#include <mcp/core/log_level.h>

#include "../http/http_server.h"
#include "catch.h"
#include "issuer.h"
#include "stderr_pipe.h"

using namespace oidc_test;
using fetch_test::Exchange;
using http_test::Socket;

TEST_CASE("OPS-01 no token, and nothing that the issuer says of one, is found in the log or in an answer") {
  tst::StderrPipe errors;
  mcp::set_log_level(mcp::LogLevel::debug);
  Clocks::reset();
  Issuer issuer;
  auto options = options_for(issuer);
  options.introspection = {.client_id = "server", .client_secret = "canary-secret"};
  mcp::auth::Oidc oidc(options);
  const http_test::HttpServer server({.authenticator = &oidc});
  std::string answers;
  const auto ask = [&](const std::string& token) {
    std::string request = http_test::modern_call("guarded");
    request.insert(request.find("\r\n") + 2, "Authorization: Bearer " + token + "\r\n");
    const auto answer = Socket(server.port()).send(request).receive();
    for (const auto& [name, value] : answer->fields) answers += name + ": " + value + "\n";
    answers += answer->body;
    return answer->status;
  };
  std::vector<std::string> secrets{"canary"};
  const auto opaque = [&](const std::string& said, int status) {
    issuer.answer("/introspect", said);
    secrets.push_back("opaque" + std::to_string(secrets.size()) + "x5e81d0");
    CHECK(ask(secrets.back()) == status);
  };
  const std::string known = R"("aud":")" + std::string(kAudience) + R"(","sub":"ann","email":"canary@x")";
  opaque("{\"active\":true," + known + "}", 403);
  opaque("{\"active\":false," + known + "}", 401);
  opaque("{\"active\":true,\"sub\":\"canary\",\"aud\":\"canary\"}", 401);
  opaque("{\"active\":\"canary\"}", 503);
  opaque("canary", 503);
  issuer.answer("/introspect", [](Exchange& exchange) { exchange.answer(500, "canary"); });
  secrets.emplace_back("opaque-to-the-end");
  CHECK(ask(secrets.back()) == 503);
  for (const std::string& token : {issuer.token(first_key(), "first"), issuer.token(second_key(), "canary"),
                                   issuer.token(first_key(), "first", "canary", "canary")}) {
    secrets.push_back(token);
    secrets.push_back(token.substr(token.rfind('.') + 1));
    CHECK(ask(token) != 200);
  }
  issuer.answer("/keys", [](Exchange& exchange) { exchange.answer(200, "canary"); });
  Clocks::advance(600s);
  CHECK(ask(issuer.token(second_key(), "second")) == 401);
  mcp::set_log_level(mcp::LogLevel::info);
  const std::string log = errors.read_all();
  CHECK_THAT(log, tst::ContainsSubstring("listening on"));
  for (const std::string& secret : secrets) {
    CAPTURE(secret);
    CHECK(log.find(secret) == std::string::npos);
    CHECK(answers.find(secret) == std::string::npos);
  }
}
