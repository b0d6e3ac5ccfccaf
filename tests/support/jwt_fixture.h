#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <mcp/auth/jwt/jwt.h>

#include "catch.h"
#include "request_head.h"
#include "token_signer.h"

namespace tst {

using mcp::auth::Jwt;
using mcp::jose::Algorithm;
using namespace std::chrono_literals;

inline Jwt::Clock::time_point clock_shows{1'800'000'000s};
inline Jwt::Clock::time_point shown() { return clock_shows; }

inline constexpr const char* kClaims =
    R"({"iss":"https://issuer.example","aud":"https://api.example/mcp","sub":"ann","scope":"read","exp":1800000300})";

/// Of a client behind whom there are many, unless it is said where it is from.
inline Head with_authorization(std::string value) {
  return Head(Head::Fields{{"authorization", std::move(value)}}, "");
}
inline Head bearer(const std::string& token) { return with_authorization("Bearer " + token); }

/// The issuer's key.
inline const TokenSigner& signer() {
  static const TokenSigner made(Algorithm::es256);
  return made;
}

inline Jwt::Options options() {
  return {.issuer = "https://issuer.example",
          .audience = "https://api.example/mcp",
          .public_key = signer().public_pem(),
          .algorithms = {"ES256"},
          .now = shown};
}

inline std::unique_ptr<Jwt> make(Jwt::Options with = options()) {
  clock_shows = Jwt::Clock::time_point(1'800'000'000s);
  auto made = std::make_unique<Jwt>(std::move(with));
  REQUIRE(made->load());
  return made;
}

}  // namespace tst
