#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <mcp/auth/jwt/jwt.h>
#include <mcp/core/authenticator.h>

namespace mcp::auth {

/// Lets in whoever brings an access token of an OpenID provider, or of any issuer that publishes its keys. A
/// token that is signed is checked by those; any other is shown to the issuer, where `introspection` says as
/// whom.
class Oidc final : public Authenticator {
 public:
  using Clock = std::chrono::steady_clock;

  /// Who this server is to the issuer.
  struct Client {
    std::string client_id{};
    std::string client_secret{};
    friend bool operator==(const Client&, const Client&) = default;
  };

  struct Options {
    std::string issuer{};    ///< its URL, byte for byte as its metadata and the `iss` of tokens have it
    std::string audience{};  ///< what `aud` calls this server, byte for byte
    std::string jwks_uri{};  ///< where its keys are; "": where its metadata says
    std::vector<std::string> algorithms{};  ///< of signatures; none: RS256, ES256 and EdDSA
    /// Where a token has roles: `roles` or, within objects, `realm_access.roles`. All of them count.
    std::vector<std::string> role_claims{};
    std::chrono::milliseconds leeway{60'000};  ///< how far the issuer's clock may be off, 0 to 60 s
    std::string token_type{};                  ///< as Jwt has it, of tokens that are signed
    Client introspection{};                    ///< none: tokens that are not signed are refused
    bool insecure_issuer = false;  ///< plain http will do: whoever is on the way can let in anybody
    std::string ca{};              ///< PEM: authorities that are trusted beside the system's
    std::chrono::milliseconds deadline{5'000};       ///< of each thing that it is asked
    std::chrono::milliseconds refresh{600'000};      ///< how long keys count without asking again
    std::chrono::milliseconds cooldown{60'000};      ///< between two times of asking for keys
    std::chrono::milliseconds retry{10'000};         ///< the same while there are none
    std::chrono::milliseconds most_age{86'400'000};  ///< of keys, while the issuer cannot be asked
    std::chrono::milliseconds remembered{60'000};    ///< at the most, what the issuer says of a token
    std::size_t most_remembered = 1000;              ///< tokens
    std::string realm = "mcp";                       ///< in the challenge
    Clock::time_point (*now)() = Clock::now;
    Jwt::Clock::time_point (*wall)() = Jwt::Clock::now;

    friend bool operator==(const Options&, const Options&) = default;
  };

  /// All texts but those of algorithms and claims are the operator's: `${NAME}`, `${file:/path}`.
  explicit Oidc(Options options);
  ~Oidc() override;

  /// An error says what is wrong with the options. The issuer need not be there yet: until it has shown its
  /// keys nobody is let in. Later it is asked for them at once, and an error says as well why it shows none.
  Result<void> load() override;
  Result<Principal> authenticate(const RequestHead& head) override;
  std::optional<Result<Principal>> recognise(const RequestHead& head) override;
  /// As long as the issuer has the key that signed the token; of a token that it was asked about, as long as
  /// it says that it is good. While it cannot be asked, what it said last counts for a time: its keys for
  /// `most_age`, what it said of a token for `remembered` and a minute.
  bool still_stands(const Principal& principal) override;
  bool ready() override;
  std::string challenge(const RequestHead& head) const override;
  std::vector<std::string> issuers() const override;
  std::vector<std::string> audiences() const override;

 private:
  /// An issuer as load() found it described.
  class Issuer;

  std::shared_ptr<Issuer> issuer() const;

  const Options options_;
  mutable std::mutex mutex_{};
  std::shared_ptr<Issuer> issuer_{};
};

}  // namespace mcp::auth
