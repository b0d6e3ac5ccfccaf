#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <mcp/auth/jwt/verified_tokens.h>
#include <mcp/core/authenticator.h>
#include <mcp/jose/key_set.h>

namespace mcp::auth {

/// Lets in whoever brings an access token (RFC 9068) in the header Authorization that the issuer signed for
/// this server. A caller hears only that its token is not valid; why stands in the log.
class Jwt final : public Authenticator {
 public:
  using Clock = std::chrono::system_clock;

  struct Options {
    std::string issuer{};    ///< `iss`, byte for byte
    std::string audience{};  ///< what `aud` calls this server, byte for byte
    /// "RS256", "ES256", …: what the keys may be used for.
    std::vector<std::string> algorithms{};
    /// The issuer's public key as PEM, or its keys as a JSON Web Key or a set of them. Or else the secret.
    std::string keys{};
    std::string secret{};
    std::chrono::seconds leeway{30};  ///< how far the issuer's clock may be off, 0 to 60 s
    /// The first that a token has counts: words in one text, or a list of words.
    std::vector<std::string> scope_claims{"scope", "scp"};
    std::string roles_claim{};  ///< `roles` or, within objects, `realm_access.roles`; "": none
    std::string realm = "mcp";  ///< in the challenge
    /// How many tokens are remembered, until they expire, so that their next use costs no signature.
    std::size_t remembered = 1000;
    Clock::time_point (*now)() = Clock::now;
  };

  static constexpr std::chrono::seconds kMostLeeway{60};
  static constexpr std::size_t kMostRemembered = 100'000;

  /// An error says what is wrong with the options, and nothing of a secret. Keys that are of no use stand in
  /// the log.
  static Result<std::unique_ptr<Jwt>> make(Options options);

  Result<Principal> authenticate(const RequestHead& head) override;
  std::string challenge(const RequestHead& head) const override;

 private:
  Jwt(Options options, jose::KeySet keys);
  Result<Verified> verify(std::string_view token, Seconds now) const;

  const Options options_;
  const jose::KeySet keys_;
  VerifiedTokens verified_;
};

}  // namespace mcp::auth
