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

/// A token behind one of these is a place in a list.
constexpr std::array<std::string_view, 7> kListWords{"continuation", "cursor",   "next", "page",
                                                     "prev",         "previous", "sync"};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/// `access`, `token` of `accessToken`, `access_token` and `access-token`; `api`, `token` of `APIToken`.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool letter = is_capital(name[i]) || is_small(name[i]);
    const bool after_small = i > 0 && is_small(name[i - 1]);
    const bool before_small = i + 1 < name.size() && is_small(name[i + 1]);
    const bool begins = !letter || (is_capital(name[i]) && (after_small || before_small));
    if (begins && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += mcp::to_lower(name[i]);
  }
  return words;
}

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& known, std::string_view word) {
  return std::ranges::find(known, word) != known.end();
}

bool names_secret(std::string_view name) {
  std::string joined;
  std::string_view before;
  const std::vector<std::string> words = words_of(name);
  for (const std::string& word : words) {
    const bool place_in_list = word == "token" && is_one_of(kListWords, before);
    if (is_one_of(kSecretWords, word) && !place_in_list) return true;
    joined += word;
    before = word;
  }
  return std::ranges::any_of(kSecretKeys,
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
