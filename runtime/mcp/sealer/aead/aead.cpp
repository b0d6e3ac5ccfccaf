#include "aead.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <sstream>
#include <utility>

#include <mcp/core/base64.h>
#include <mcp/core/environment.h>
#include <mcp/core/server.h>
#include <mcp/sealer/aead/cipher.h>

namespace mcp::sealer {
namespace {

// What is sealed: version, id of the secret, salt, nonce; encrypted: from when, until when, the state; a tag.
constexpr char kVersion = 1;
constexpr std::size_t kIdBytes = 4;
constexpr std::size_t kHeaderBytes = 1 + kIdBytes;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kOverhead = kHeaderBytes + kSaltBytes + kNonceBytes + 2 * kTimeBytes + kTagBytes;

/// How far the clocks of servers with the same secret may be apart.
constexpr std::chrono::seconds kClockSkew{60};

std::size_t base64_size(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

std::string_view text(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void add_time(std::string& out, std::int64_t seconds) {
  for (int shift = 56; shift >= 0; shift -= 8)
    out += static_cast<char>((static_cast<std::uint64_t>(seconds) >> shift) & 0xff);
}

std::int64_t read_time(std::string_view bytes) {
  std::uint64_t seconds = 0;
  for (const char byte : bytes.substr(0, kTimeBytes))
    seconds = (seconds << 8) | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(seconds);
}

std::string context(std::string_view header, std::string_view binding) {
  return std::string(header).append(binding);
}

Error no_random() { return {Error::Code::unavailable, "the operating system gives no random numbers"}; }
Error broken() { return {Error::Code::internal, "the crypto library failed"}; }

/// None when the operator sets none.
Result<std::vector<std::string>> secrets_of_operator() {
  const auto value = environment_value("MCPGEN_STATE_SECRETS");
  if (!value) return value.error();
  std::vector<std::string> secrets;
  std::istringstream words(value->value_or(""));
  for (std::string secret; words >> secret;) secrets.push_back(secret);
  if (*value && secrets.empty())
    return Error{Error::Code::invalid_params,
                 "MCPGEN_STATE_SECRETS holds no secret: `openssl rand -base64 32` makes one"};
  return secrets;
}

}  // namespace

/// What is made of one secret of the operator's.
struct Aead::Secret {
  std::array<unsigned char, kIdBytes> id{};
  Key master{};

  static std::optional<Secret> of(std::string_view words) {
    Secret secret;
    if (!derive(words, {}, "mcpgen sealer: id", secret.id)) return {};
    if (!derive(words, {}, "mcpgen sealer: master key", secret.master.bytes())) return {};
    return secret;
  }

  /// A key for one message: no two of them share key and nonce, however many there are.
  bool message_key(std::string_view salt, Key& key) const {
    return derive(text(master.bytes()), salt, "mcpgen sealer: message", key.bytes());
  }
};

Aead::Aead(Options options, std::vector<Secret> secrets)
    : options_(std::move(options)), secrets_(std::move(secrets)) {}

Aead::~Aead() = default;

Result<std::unique_ptr<Aead>> Aead::make(Options options) {
  const auto unfit = [](const std::string& why) { return Error{Error::Code::invalid_params, why}; };
  if (options.secrets.size() > kMostSecrets)
    return unfit("there are more than " + std::to_string(kMostSecrets) + " secrets to seal state with");
  if (options.secrets.empty()) {
    SecretBytes<32> made;
    if (!options.random(made.bytes())) return no_random();
    options.secrets.emplace_back(text(made.bytes()));
  }
  std::vector<Secret> secrets;
  for (const std::string& words : std::exchange(options.secrets, {})) {
    if (words.size() < kLeastSecretBytes || words.size() > kMostSecretBytes)
      return unfit("a secret to seal state with has " + std::to_string(words.size()) + " bytes, and not " +
                   std::to_string(kLeastSecretBytes) + " to " + std::to_string(kMostSecretBytes) +
                   ": `openssl rand -base64 32` makes a good one");
    auto secret = Secret::of(words);
    if (!secret) return broken();
    secrets.push_back(*std::move(secret));
  }
  return std::unique_ptr<Aead>(new Aead(std::move(options), std::move(secrets)));
}

std::unique_ptr<Aead> Aead::of_operator(Server& server) {
  Result<std::vector<std::string>> secrets = secrets_of_operator();
  Result<std::unique_ptr<Aead>> made = secrets ? make({.secrets = *std::move(secrets)}) : secrets.error();
  if (made) return *std::move(made);
  server.add_problems({made.error().message});
  return nullptr;
}

Result<std::string> Aead::seal(std::string_view state, std::string_view binding,
                               std::chrono::seconds lifetime) {
  if (state.size() > options_.bytes)
    return Error{Error::Code::unavailable, "the state of this call is too large to keep"};
  std::array<unsigned char, kSaltBytes + kNonceBytes> random{};
  if (!options_.random(random)) return no_random();
  const std::string_view salt = text(random).substr(0, kSaltBytes);
  const std::string_view nonce = text(random).substr(kSaltBytes);

  const Secret& secret = secrets_.front();
  std::string sealed(1, kVersion);
  sealed += text(secret.id);
  const std::string bound = context(sealed, binding);
  const auto now = std::chrono::floor<std::chrono::seconds>(options_.now()).time_since_epoch();
  std::string dated;
  add_time(dated, now.count());
  add_time(dated, (now + lifetime).count());
  dated += state;
  Key key;
  if (!secret.message_key(salt, key)) return broken();
  const auto encrypted = encrypt(key, nonce, bound, dated);
  if (!encrypted) return broken();
  return to_base64(sealed.append(salt).append(nonce).append(*encrypted));
}

Result<std::string> Aead::open(std::string_view sealed, std::string_view binding) {
  if (sealed.size() > base64_size(kOverhead + options_.bytes)) return unusable_state();
  const std::optional<std::string> bytes = from_base64(sealed);
  if (!bytes || bytes->size() < kOverhead || bytes->front() != kVersion) return unusable_state();
  const std::string_view whole = *bytes;
  const std::string_view header = whole.substr(0, kHeaderBytes);
  const std::string_view salt = whole.substr(kHeaderBytes, kSaltBytes);
  const std::string_view nonce = whole.substr(kHeaderBytes + kSaltBytes, kNonceBytes);
  const auto secret =
      std::ranges::find(secrets_, header.substr(1), [](const Secret& each) { return text(each.id); });
  Key key;
  if (secret == secrets_.end() || !secret->message_key(salt, key)) return unusable_state();
  const auto dated =
      decrypt(key, nonce, context(header, binding), whole.substr(kHeaderBytes + kSaltBytes + kNonceBytes));
  if (!dated) return unusable_state();

  const std::chrono::sys_seconds from{std::chrono::seconds(read_time(*dated))};
  const std::chrono::sys_seconds until{std::chrono::seconds(read_time(dated->substr(kTimeBytes)))};
  const auto now = options_.now();
  if (now >= until || now < from - kClockSkew) return unusable_state();
  return dated->substr(2 * kTimeBytes);
}

}  // namespace mcp::sealer
