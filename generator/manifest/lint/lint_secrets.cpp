#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "manifest/lint/lint.h"

namespace mcpgen {
namespace {

constexpr std::array<std::string_view, 16> kPrefixes{
    "sk-",    "sk_live_", "sk_test_", "rk_live_", "ghp_", "gho_", "ghs_",   "github_pat_",
    "glpat-", "xoxb-",    "xoxp-",    "AKIA",     "AIza", "npm_", "eyJhbG", "-----BEGIN "};
constexpr std::size_t kShortestSecret = 20;
constexpr std::size_t kShortestRandom = 32;
constexpr double kRandomBits = 4.2;  // per character; English words and paths stay below 4

double entropy(std::string_view text) {
  std::map<char, double> counts;
  for (const char c : text) ++counts[c];
  double bits = 0;
  for (const auto& [c, count] : counts) {
    const double share = count / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

bool is_secret_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
         c == '=' || c == '_' || c == '-';
}

bool has_all_classes(std::string_view text) {
  const auto any = [&](char low, char high) {
    return std::any_of(text.begin(), text.end(), [&](char c) { return c >= low && c <= high; });
  };
  return any('a', 'z') && any('A', 'Z') && any('0', '9');
}

bool looks_secret(std::string_view text) {
  const bool prefixed = std::any_of(kPrefixes.begin(), kPrefixes.end(),
                                    [&](std::string_view prefix) { return text.starts_with(prefix); });
  if (prefixed && text.size() >= kShortestSecret) return true;
  return text.size() >= kShortestRandom && std::all_of(text.begin(), text.end(), is_secret_character) &&
         has_all_classes(text) && entropy(text) > kRandomBits;
}

void visit(const Node& node, LintReport& report) {
  if (node.is_string() && looks_secret(node.text)) {
    report.add("W1301", node.place, "this looks like a secret")
        .labelled("it would be in every copy of the server")
        .helped("declare it under `env` with `secret: true` and write `${NAME}`");
  }
  for (const Node& item : node.items) visit(item, report);
  for (const Member& member : node.members) {
    if (member.key != "pattern" && member.key != "icons") visit(member.value, report);
  }
}

}  // namespace

void lint_secrets(const Node& root, LintReport& report) { visit(root, report); }

}  // namespace mcpgen
