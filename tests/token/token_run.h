#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <cli/run.h>
#include <mcp/auth/jwt/jwt.h>
#include <mcp/core/ascii.h>
#include <mcp/json/json.h>

#include "catch.h"
#include "scratch_folder.h"

namespace token_test {

struct Outcome {
  int exit_code;
  std::string out;
  std::string err;
};

inline Outcome token(std::vector<std::string> words, const std::string& input = "") {
  words.insert(words.begin(), "token");
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = mcpgen::run(words, in, out, err);
  return {exit_code, out.str(), err.str()};
}

inline std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A key of this type in the folder: key.pem, key.pub.pem, jwks.json.
inline void make_key(const tst::ScratchFolder& folder, const std::string& type) {
  const Outcome made =
      token({"keygen", "--type", type, "--out", folder.path("key.pem"), "--public",
             folder.path("key.pub.pem"), "--jwks", folder.path("jwks.json"), "--kid", "2026-01"});
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
}

/// What `openssl` with these words says of itself by its exit code.
inline bool openssl(const std::string& words) {
  return ::system(("openssl " + words + " >/dev/null 2>&1").c_str()) == 0;
}

class Head final : public mcp::RequestHead {
 public:
  explicit Head(const std::string& token) : authorization_("Bearer " + token) {}

  std::string_view peer() const override { return "192.0.2.1"; }
  std::optional<std::string_view> header(std::string_view name) const override {
    if (!mcp::equal_ignoring_case(name, "Authorization")) return {};
    return authorization_;
  }

 private:
  std::string authorization_;
};

/// Whom a server of ours that trusts `key` lets in by the token.
inline std::optional<mcp::Principal> let_in(const std::string& token, const std::string& key,
                                            const std::string& secret = "") {
  mcp::auth::Jwt jwt({.issuer = "https://issuer.example",
                      .audience = "https://api.example/mcp",
                      .public_key = key,
                      .secret = secret,
                      .role_claims = {"roles"}});
  const auto loaded = jwt.load();
  INFO((loaded ? "" : loaded.error().message));
  REQUIRE(loaded);
  auto principal = jwt.authenticate(Head(token));
  if (!principal) return {};
  return *std::move(principal);
}

inline const std::vector<std::string> kForServer{"--issuer", "https://issuer.example", "--audience",
                                                 "https://api.example/mcp"};

/// `mint` for ann at that server, and what else it is to say; without the line break.
inline std::string minted(std::vector<std::string> more) {
  std::vector<std::string> words{"mint", "--subject", "ann"};
  words.insert(words.end(), kForServer.begin(), kForServer.end());
  words.insert(words.end(), more.begin(), more.end());
  Outcome outcome = token(words);
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(outcome.out.ends_with('\n'));
  outcome.out.pop_back();
  return outcome.out;
}

}  // namespace token_test
