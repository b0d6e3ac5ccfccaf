#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/authenticator.h>
#include <mcp/core/failed_attempts.h>

namespace mcp::auth {

class KeySource;

/// Lets in whoever brings an access token (RFC 9068) in the header Authorization that the issuer signed for
/// this server. A caller hears only that its token is not valid; why stands in the log. Tokens that are good
/// only together with a key of their holder (`cnf`, RFC 7800) are refused, for nobody asks for that key here.
class Jwt final : public Authenticator {
 public:
  using Clock = std::chrono::system_clock;

  struct Options {
    std::string issuer{};    ///< `iss`, byte for byte
    std::string audience{};  ///< what `aud` calls this server, byte for byte
    /// The issuer's public key as PEM, or its keys as a JSON Web Key or a set of them. Or else the secret.
    std::string public_key{};
    std::string secret{};
    /// "RS256", "ES256", …: what the keys may be used for. None: RS256, ES256 and EdDSA, or HS256 with a
    /// secret.
    std::vector<std::string> algorithms{};
    /// Where a token has roles: `roles` or, within objects, `realm_access.roles`. All of them count.
    std::vector<std::string> role_claims{};
    std::chrono::milliseconds leeway{60'000};  ///< how far the issuer's clock may be off, 0 to 60 s
    /// What shows that a token is for access. "": its `typ`, at+jwt, or a claim that issuers write into
    /// access tokens only. "at+jwt": that alone. "any": whatever does not show that it is for something else.
    std::string token_type{};
    /// The first that a token has counts: words in one text, or a list of words.
    std::vector<std::string> scope_claims{"scope", "scp"};
    std::string realm = "mcp";  ///< in the challenge
    /// How many tokens are remembered, until they expire, so that their next use costs no signature.
    std::size_t remembered = 1000;
    /// Of tokens that name a key of the issuer which has not signed them.
    FailedAttempts::Options failures{.longest_wait = std::chrono::seconds(4)};
    Clock::time_point (*now)() = Clock::now;
  };

  static constexpr std::chrono::seconds kMostLeeway{60};
  static constexpr std::size_t kMostRemembered = 100'000;

  /// Issuer, audience, key and secret are texts of the operator's: `${NAME}`, `${file:/path}`.
  explicit Jwt(Options options);
  /// With keys that change while the server runs, in place of those in the options.
  Jwt(Options options, std::shared_ptr<KeySource> source);
  ~Jwt() override;

  /// An error says what is wrong with the options, and nothing of a secret. Keys that are of no use stand in
  /// the log.
  Result<void> load() override;
  Result<Principal> authenticate(const RequestHead& head) override;
  std::optional<Result<Principal>> recognise(const RequestHead& head) override;
  /// As long as the token is good and its issuer has the key that signed it.
  bool still_stands(const Principal& principal) override;
  bool ready() override;
  std::string challenge(const RequestHead& head) const override;
  /// The issuer, where its name is a URL.
  std::vector<std::string> issuers() const override;
  std::vector<std::string> audiences() const override;

 private:
  /// What load() read. Tokens that were checked with other keys are checked anew.
  struct Trust;

  std::shared_ptr<Trust> trust();
  Result<Principal> find(std::string_view token);
  Result<Principal> answer(Result<Principal> found, const RequestHead& head, bool counted);
  std::optional<Error> over_attempts(const RequestHead& head, bool counted);

  const Options options_;
  const std::shared_ptr<KeySource> source_;
  FailedAttempts failures_;
  mutable std::mutex mutex_{};
  std::shared_ptr<Trust> trust_{};
};

}  // namespace mcp::auth
