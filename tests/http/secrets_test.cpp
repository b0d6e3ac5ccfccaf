// What clients send that is secret, or pretends to be a log line, and what is written of it.

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

#include <mcp/auth/jwt/jwt.h>
#include <mcp/core/audit/audit_log.h>
#include <mcp/core/log.h>
#include <mcp/core/log_level.h>

#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"
#include "token_signer.h"

namespace http_test {
namespace {

using tst::TokenSigner;

constexpr const char* kCanary = "canary-5e81d0";

const TokenSigner& signer() {
  static const TokenSigner made(mcp::jose::Algorithm::es256);
  return made;
}

std::string claims(const std::string& audience, const std::string& expires) {
  return R"({"iss":"https://issuer.example","aud":")" + audience + R"(","sub":"ann","scope":"","exp":)" +
         expires + R"(,"email":")" + kCanary + R"("})";
}

std::string with(const std::string& line, std::string request) {
  return request.insert(request.find("\r\n") + 2, line + "\r\n");
}

std::string bearer(const std::string& token, std::string request) {
  return with("Authorization: Bearer " + token, std::move(request));
}

/// Everything is logged for as long as this lives.
struct Verbose {
  Verbose() { mcp::set_log_level(mcp::LogLevel::debug); }
  ~Verbose() { mcp::set_log_level(mcp::LogLevel::info); }
  tst::StderrPipe errors{};
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return (std::ostringstream() << file.rdbuf()).str();
}

}  // namespace

TEST_CASE("OPS-01 no token, key, cookie or argument is found in the log, the audit log or an error") {
  tst::ScratchFolder folder;
  Verbose verbose;
  std::string answers;
  std::vector<std::string> secrets{kCanary};
  {
    mcp::AuditLog audit({.file = folder.path("audit.jsonl")});
    REQUIRE(audit.open());
    mcp::auth::Jwt jwt(
        {.issuer = "https://issuer.example", .audience = "here", .public_key = signer().public_pem()});
    mcp::ServerLimits limits;
    limits.rate = {.count = 12, .every = 1h};
    HttpServer server({.doors = {.rest = true}, .authenticator = &jwt}, limits, {.audit = &audit});
    const auto send = [&](const std::string& request) {
      const auto answer = Socket(server.port()).send(request).receive();
      for (const auto& [name, value] : answer->fields) answers += name + ": " + value + "\n";
      answers += answer->body + "\n";
      return answer->status;
    };

    const std::string good = signer().token(claims("here", "4102444800"));
    const std::string other = signer().token(claims("elsewhere", "4102444800"));
    const std::string old = signer().token(claims("here", "1000000000"));
    const std::string forged = TokenSigner(mcp::jose::Algorithm::es256).token(claims("here", "4102444800"));
    const std::string none = signer().token(claims("here", "4102444800"), R"({"alg":"none"})");
    for (const std::string& token : {good, other, old, forged, none}) {
      secrets.push_back(token);
      secrets.push_back(token.substr(token.rfind('.') + 1));
    }
    const Json arguments{{"code", 4}, {"a", kCanary}, {"region", kCanary}};
    const auto calls = [&] {
      return std::vector<std::string>{modern_call("fail", arguments), modern_call("divide", arguments),
                                      modern_call("guarded", arguments), modern_call("routed", arguments)};
    };
    for (const std::string& token : {other, old, forged, none, std::string(kCanary), good + kCanary})
      for (const std::string& call : calls()) CHECK(send(bearer(token, call)) == 401);
    CHECK(send(with("Authorization: Basic " + std::string(kCanary), modern_call("fail"))) == 401);
    CHECK(send(with("X-API-Key: " + std::string(kCanary), modern_call("fail"))) == 401);
    CHECK(send(with("Cookie: session=" + std::string(kCanary), modern_call("fail"))) == 401);

    for (std::string& call : calls()) {
      call = with("Cookie: session=" + std::string(kCanary), call);
      send(bearer(good, with("X-API-Key: " + std::string(kCanary), call)));
    }
    send(bearer(good, post(std::string("{\"") + kCanary)));
    send(bearer(good, "GET /nothing?token=" + std::string(kCanary) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    for (int i = 0; i < 20; ++i) send(bearer(good, modern_call("echo")));
  }
  const std::string log = verbose.errors.read_all();
  const std::string audited = content(folder.path("audit.jsonl"));
  CHECK_THAT(audited, tst::ContainsSubstring("\"outcome\":\"denied\"") &&
                          tst::ContainsSubstring("\"outcome\":\"rateLimited\"") &&
                          tst::ContainsSubstring("\"subject\":\"ann\""));
  CHECK_THAT(log, tst::ContainsSubstring("listening on") &&
                      tst::ContainsSubstring("why=\"the token: it is not for this server\"") &&
                      tst::ContainsSubstring("why=\"missing scope: guarded\""));
  for (const std::string& secret : secrets) {
    CAPTURE(secret);
    CHECK(log.find(secret) == std::string::npos);
    CHECK(audited.find(secret) == std::string::npos);
    CHECK(answers.find(secret) == std::string::npos);
  }
}

TEST_CASE("OPS-02 what a client calls things makes no line of the log, and no control of a terminal") {
  Verbose verbose;
  {
    HttpServer server;
    const std::string hostile = "x\nerror forged\r\x1b[2J\x7f\xc2\x9b" + std::string(200'000, 'y');
    const auto send = [&](const std::string& request) { Socket(server.port()).send(request).receive(); };
    send(post(legacy_request(hostile).dump()));
    send(post(legacy_request("tools/call", {{"name", hostile}}).dump()));
    Json opening = initialize();
    opening["params"]["clientInfo"]["name"] = hostile;
    send(post(opening.dump()));
    send("GET /%0aforged%1b[2J HTTP/1.1\r\nHost: localhost\r\n\r\n");
    send(with("X-Request-ID: a\tb", modern_call("fail", {{"code", 9}})));
    const std::string session = open_session(server.port());
    send(legacy(session, {{"jsonrpc", "2.0"}, {"id", hostile}, {"result", Json::object()}}));
  }
  std::istringstream log(verbose.errors.read_all());
  int lines = 0;
  for (std::string line; std::getline(log, line); ++lines) {
    CAPTURE(line.substr(0, 200));
    CHECK(line.size() < 8'000);
    CHECK_FALSE(line.starts_with("error forged"));
    CHECK(
        std::ranges::none_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
    CHECK(line.find("\xc2\x9b") == std::string::npos);
  }
  CHECK(lines > 0);
}

}  // namespace http_test
