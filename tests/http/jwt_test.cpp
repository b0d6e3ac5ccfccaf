// A server whose callers bring tokens.

#include <mcp/auth/jwt/jwt.h>

#include "catch.h"
#include "http_server.h"
#include "stderr_pipe.h"
#include "token_signer.h"

namespace http_test {
namespace {

using tst::TokenSigner;

const TokenSigner& signer() {
  static const TokenSigner made(mcp::jose::Algorithm::es256);
  return made;
}

std::string token(const std::string& more) {
  return signer().token(
      R"({"iss":"https://issuer.example","aud":"here","sub":"ann","client_id":"app","exp":4102444800)" +
      more + "}");
}

std::string call(const std::string& lines, std::string_view tool) {
  std::string request = modern_call(tool);
  return request.insert(request.find("\r\n") + 2, lines);
}

std::string with(const std::string& bearer) { return "Authorization: Bearer " + bearer + "\r\n"; }

}  // namespace

TEST_CASE("who brings a token of the issuer is let in, as far as its scopes go") {
  mcp::auth::Jwt jwt(
      {.issuer = "https://issuer.example", .audience = "here", .public_key = signer().public_pem()});
  HttpServer server({.authenticator = &jwt});
  const auto answer = [&](const std::string& lines, std::string_view tool) {
    return Socket(server.port()).send(call(lines, tool)).receive();
  };
  const auto asked = answer("", "echo");
  CHECK(asked->status == 401);
  const std::string learn = ", resource_metadata=\"http://127.0.0.1:" + std::to_string(server.port()) +
                            "/.well-known/oauth-protected-resource/mcp\"";
  CHECK(asked->field("www-authenticate") == "Bearer realm=\"mcp\"" + learn);
  const auto wrong = answer(with(token("") + "x"), "echo");
  CHECK(wrong->status == 401);
  CHECK(wrong->field("www-authenticate") == "Bearer realm=\"mcp\", error=\"invalid_token\"" + learn);

  CHECK(answer(with(token("")), "echo")->status == 200);
  CHECK(answer(with(token("")), "guarded")->status == 403);
  CHECK(answer(with(token(R"(,"scope":"other guarded")")), "guarded")->status == 200);
}

TEST_CASE("RS-02 a token counts in its header only, and is not logged from elsewhere") {
  mcp::auth::Jwt jwt(
      {.issuer = "https://issuer.example", .audience = "here", .public_key = signer().public_pem()});
  tst::StderrPipe log;
  HttpServer server({.authenticator = &jwt});
  const std::string good = token("");
  const auto ask = [&](std::string request, const std::string& target, const std::string& lines) {
    request.replace(5, 4, target);
    return Socket(server.port()).send(request.insert(request.find("\r\n") + 2, lines)).receive()->status;
  };
  CHECK(ask(modern_call("echo"), "/mcp", with(good)) == 200);
  CHECK(ask(modern_call("echo"), "/mcp?access_token=" + good, "") == 401);
  CHECK(ask(modern_call("echo"), "/mcp?access_token=" + good, with("x" + good)) == 401);
  CHECK(ask(modern_call("echo", {{"access_token", good}}), "/mcp", "") == 401);
  CHECK(ask(modern_call("echo"), "/mcp", "Cookie: access_token=" + good + "\r\n") == 401);
  CHECK(ask(modern_call("echo"), "/mcp", "Authorization: Basic " + good + "\r\n") == 401);
  CHECK(log.read_all().find(good.substr(0, 20)) == std::string::npos);
}

TEST_CASE("RS-10 a scope is a whole word") {
  mcp::auth::Jwt jwt(
      {.issuer = "https://issuer.example", .audience = "here", .public_key = signer().public_pem()});
  HttpServer server({.authenticator = &jwt});
  const auto status = [&](const std::string& scope) {
    const std::string bearer = token(",\"scope\":\"" + scope + "\"");
    return Socket(server.port()).send(call(with(bearer), "guarded")).receive()->status;
  };
  CHECK(status("guarded") == 200);
  CHECK(status("other guarded more") == 200);
  for (const char* other : {"guard", "guardedall", "GUARDED", "*", "", "read,guarded", "read\\tguarded",
                            "read\\nguarded", "guarded:read"}) {
    CAPTURE(other);
    CHECK(status(other) != 200);
  }
}

}  // namespace http_test
