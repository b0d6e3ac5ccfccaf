#include "key_text.h"

#include <algorithm>
#include <array>

namespace mcp::auth::keys {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kIdCharacters = 11;
constexpr std::size_t kSecretCharacters = 43;
constexpr std::size_t kMostPrefixBytes = 16;

/// Each character is as likely as any other.
Result<std::string> random_characters(std::size_t count, RandomSource source) {
  // Bytes from here on would make the first characters likelier.
  constexpr std::size_t kUsable = 256 / kAlphabet.size() * kAlphabet.size();
  std::string text;
  while (text.size() < count) {
    std::array<unsigned char, 64> bytes{};
    if (!source(bytes))
      return Error{Error::Code::unavailable, "the operating system gives no random numbers"};
    for (const unsigned char byte : bytes) {
      if (byte < kUsable && text.size() < count) text += kAlphabet[byte % kAlphabet.size()];
    }
  }
  return text;
}

}  // namespace

bool is_prefix(std::string_view text) {
  return !text.empty() && text.size() <= kMostPrefixBytes &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

bool can_be_key(std::string_view text) {
  return text.size() >= kLeastKeyBytes && text.size() <= kMostKeyBytes &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::string_view id_in(std::string_view text, std::string_view prefix) {
  const auto is_ours = [](char c) { return kAlphabet.find(c) != kAlphabet.npos; };
  if (!text.starts_with(prefix)) return {};
  text.remove_prefix(prefix.size());
  if (text.size() != 1 + kIdCharacters + 1 + kSecretCharacters || text.front() != '_') return {};
  const std::string_view id = text.substr(1, kIdCharacters);
  const std::string_view rest = text.substr(1 + kIdCharacters);
  const bool fits =
      rest.front() == '_' && std::ranges::all_of(id, is_ours) && std::ranges::all_of(rest.substr(1), is_ours);
  return fits ? id : std::string_view();
}

Result<std::string> make_id(RandomSource source) { return random_characters(kIdCharacters, source); }

Result<std::string> make_key_text(std::string_view prefix, std::string_view id, RandomSource source) {
  const auto secret = random_characters(kSecretCharacters, source);
  if (!secret) return secret.error();
  return std::string(prefix).append("_").append(id).append("_").append(*secret);
}

}  // namespace mcp::auth::keys
