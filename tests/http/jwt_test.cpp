// A server whose callers bring tokens.

#include <mcp/auth/jwt/jwt.h>

#include "catch.h"
#include "http_server.h"
#include "token_signer.h"

namespace http_test {
namespace {

using tst::TokenSigner;

const TokenSigner& signer() {
  static const TokenSigner made(mcp::jose::Algorithm::es256);
  return made;
}

std::string token(const std::string& more) {
  return signer().token(R"({"iss":"https://issuer.example","aud":"here","sub":"ann","exp":4102444800)" +
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
  CHECK(asked->field("www-authenticate") == "Bearer realm=\"mcp\"");
  const auto wrong = answer(with(token("") + "x"), "echo");
  CHECK(wrong->status == 401);
  CHECK(wrong->field("www-authenticate") == "Bearer realm=\"mcp\", error=\"invalid_token\"");

  CHECK(answer(with(token("")), "echo")->status == 200);
  CHECK(answer(with(token("")), "guarded")->status == 403);
  CHECK(answer(with(token(R"(,"scope":"other guarded")")), "guarded")->status == 200);
}

}  // namespace http_test
