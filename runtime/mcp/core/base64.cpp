#include <mcp/core/base64.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace mcp {
namespace {

constexpr std::uint8_t kNoDigit = 0xff;

struct Alphabet {
  constexpr explicit Alphabet(std::string_view all) : digits(all) {
    for (std::uint8_t& value : values) value = kNoDigit;
    for (std::size_t i = 0; i < all.size(); ++i)
      values[static_cast<unsigned char>(all[i])] = static_cast<std::uint8_t>(i);
  }

  std::uint32_t value(char digit) const { return values[static_cast<unsigned char>(digit)]; }

  std::string_view digits;
  std::array<std::uint8_t, 256> values{};
};

constexpr Alphabet kPlain("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
constexpr Alphabet kUrl("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

std::uint32_t byte_at(std::string_view bytes, std::size_t index) {
  return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0U;
}

/// Without padding.
std::string encode(std::string_view bytes, const Alphabet& alphabet) {
  std::string text((bytes.size() * 4 + 2) / 3, '\0');
  char* out = text.data();
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::uint32_t group =
        byte_at(bytes, i) << 16U | byte_at(bytes, i + 1) << 8U | byte_at(bytes, i + 2);
    *out++ = alphabet.digits[group >> 18U];
    *out++ = alphabet.digits[group >> 12U & 63U];
    if (i + 1 < bytes.size()) *out++ = alphabet.digits[group >> 6U & 63U];
    if (i + 2 < bytes.size()) *out++ = alphabet.digits[group & 63U];
  }
  return text;
}

std::optional<std::string> decode(std::string_view digits, const Alphabet& alphabet) {
  std::string bytes(digits.size() * 3 / 4, '\0');
  char* out = bytes.data();
  std::uint32_t seen = 0;  // a bit above the sixth: some digit was none
  std::size_t at = 0;
  for (; at + 4 <= digits.size(); at += 4) {
    const std::uint32_t a = alphabet.value(digits[at]);
    const std::uint32_t b = alphabet.value(digits[at + 1]);
    const std::uint32_t c = alphabet.value(digits[at + 2]);
    const std::uint32_t d = alphabet.value(digits[at + 3]);
    seen |= a | b | c | d;
    *out++ = static_cast<char>(a << 2U | b >> 4U);
    *out++ = static_cast<char>(b << 4U | c >> 2U);
    *out++ = static_cast<char>(c << 6U | d);
  }
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (; at < digits.size(); ++at) {
    const std::uint32_t value = alphabet.value(digits[at]);
    seen |= value;
    bits = bits << 6U | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    *out++ = static_cast<char>(bits >> count);
  }
  // A digit alone is no byte; and bits that no byte uses are zero, so that every value has one spelling.
  if (seen > 63 || count == 6 || (bits & ((1U << count) - 1U)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text = encode(bytes, kPlain);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  return decode(text.substr(0, text.size() - padding), kPlain);
}

std::string to_base64url(std::string_view bytes) { return encode(bytes, kUrl); }

std::optional<std::string> from_base64url(std::string_view text) { return decode(text, kUrl); }

}  // namespace mcp
