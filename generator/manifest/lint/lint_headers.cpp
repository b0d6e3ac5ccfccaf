#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <mcp/core/ascii.h>

#include "manifest/lint/lint.h"
#include "manifest/schema_keywords.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::array<std::string_view, 12> kSecretWords{"auth",       "authorization", "bearer",     "cookie",
                                                        "credential", "credentials",   "passphrase", "passwd",
                                                        "password",   "pwd",           "secret",     "token"};
/// A key may be one of a table; these are not.
constexpr std::array<std::string_view, 4> kSecretKeys{"accesskey", "apikey", "privatekey", "secretkey"};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_capital(c) || (c >= 'a' && c <= 'z'); }

/// `access`, `token` of `accessToken`, `access_token` and `access-token`.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  char before = 'A';
  for (const char c : name) {
    const bool begins = !is_letter(c) || (is_capital(c) && !is_capital(before));
    if (begins && !words.back().empty()) words.emplace_back();
    if (is_letter(c)) words.back() += mcp::to_lower(c);
    before = c;
  }
  return words;
}

bool names_secret(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  std::string joined;
  for (const std::string& word : words) joined += word;
  return std::ranges::any_of(words,
                             [](const std::string& word) {
                               return std::ranges::find(kSecretWords, word) != kSecretWords.end();
                             }) ||
         std::ranges::any_of(kSecretKeys,
                             [&](std::string_view key) { return joined.find(key) != joined.npos; });
}

void lint_header(const Member& header, std::string_view argument, LintReport& report) {
  const std::string_view name = names_secret(argument) ? argument : header.value.text;
  if (!names_secret(name)) return;
  report
      .add("W1601", header.key_place,
           fmt::format("`{}` looks like a secret, and would stand in a header", visible(name)))
      .labelled("headers are read and logged on the way")
      .helped("remove `x-mcp-header`: the argument reaches the tool without it");
}

}  // namespace

void lint_headers(const Manifest& manifest, LintReport& report) {
  for (const ToolEntry& tool : manifest.tools) {
    walk_schema(tool.input, [&](const Node& part, const std::string& pointer) {
      const Member* header = part.member("x-mcp-header");
      if (header != nullptr)
        lint_header(*header, std::string_view(pointer).substr(pointer.rfind('/') + 1), report);
    });
  }
}

}  // namespace mcpgen
