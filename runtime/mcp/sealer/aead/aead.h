#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/random.h>
#include <mcp/core/sealer.h>

namespace mcp {
class Server;
}

namespace mcp::sealer {

/// Encrypts the state, so that nothing of it is kept: a server that was started again, and every other one
/// that has the same secret, takes it back. The first secret seals, all of them open: to change the secret,
/// put the new one first, and drop the old one once what it sealed has expired.
class Aead final : public Sealer {
 public:
  using Clock = std::chrono::system_clock;

  struct Options {
    /// Each kLeastSecretBytes to kMostSecretBytes long, up to kMostSecrets. None: a random one, good for
    /// this process.
    std::vector<std::string> secrets{};
    std::size_t bytes = 64 * 1024;  ///< the longest state
    RandomSource random = system_random;
    Clock::time_point (*now)() = Clock::now;
  };

  static constexpr std::size_t kLeastSecretBytes = 32;
  static constexpr std::size_t kMostSecretBytes = 1024;
  static constexpr std::size_t kMostSecrets = 8;

  /// An error says what is wrong with the secrets, and none of them.
  static Result<std::unique_ptr<Aead>> make(Options options);
  /// The same with the secrets that the operator sets, one after the other with spaces or line ends between
  /// them, in the variable MCPGEN_STATE_SECRETS or in the file that MCPGEN_STATE_SECRETS_FILE names. Null
  /// when these are of no use: then the server has a problem, and does not start.
  static std::unique_ptr<Aead> of_operator(Server& server);
  ~Aead() override;

  Result<std::string> seal(std::string_view state, std::string_view binding,
                           std::chrono::seconds lifetime) override;
  Result<std::string> open(std::string_view sealed, std::string_view binding) override;

 private:
  struct Secret;

  Aead(Options options, std::vector<Secret> secrets);

  const Options options_;
  const std::vector<Secret> secrets_;
};

}  // namespace mcp::sealer
