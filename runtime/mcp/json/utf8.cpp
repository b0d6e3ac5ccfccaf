#include <mcp/json/utf8.h>

#include <algorithm>

namespace mcp {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

// How many continuation bytes a leading byte asks for, and what the first of them may be: this is
// where overlong forms, surrogates and values above U+10FFFF are excluded.
struct Lead {
  std::size_t continuations;
  unsigned char low;
  unsigned char high;
};

Lead lead(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

Utf8Step utf8_step(std::string_view text, std::size_t at) {
  const unsigned char first = byte_at(text, at);
  if (first < 0x80) return {1, true};
  const Lead wanted = lead(first);
  if (wanted.continuations == 0) return {1, false};
  const std::size_t left = text.size() - at;
  if (left < 2 || byte_at(text, at + 1) < wanted.low || byte_at(text, at + 1) > wanted.high)
    return {1, false};
  for (std::size_t i = 2; i <= wanted.continuations; ++i) {
    if (i >= left || !is_continuation(byte_at(text, at + i))) return {i, false};
  }
  return {wanted.continuations + 1, true};
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    if (!step.valid) return false;
    at += step.length;
  }
  return true;
}

std::string to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    out += step.valid ? text.substr(at, step.length) : kReplacementCharacter;
    at += step.length;
  }
  return out;
}

std::size_t utf8_length(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((static_cast<unsigned>(code_point) >> shift) & 0x3FU));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0U | (static_cast<unsigned>(code_point) >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0U | (static_cast<unsigned>(code_point) >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (static_cast<unsigned>(code_point) >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace mcp
