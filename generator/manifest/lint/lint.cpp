#include "manifest/lint/lint.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace mcpgen {
namespace {

struct Rule {
  std::string_view code;
  Severity severity;  ///< unless the manifest says otherwise
};

constexpr std::array kRules{
    Rule{"W1001", Severity::warning}, Rule{"W1002", Severity::warning}, Rule{"W1003", Severity::warning},
    Rule{"W1004", Severity::note},    Rule{"W1005", Severity::warning}, Rule{"W1101", Severity::warning},
    Rule{"W1201", Severity::note},    Rule{"W1301", Severity::warning}, Rule{"W1302", Severity::warning},
    Rule{"W1303", Severity::note},    Rule{"W1401", Severity::warning}, Rule{"W1402", Severity::note},
    Rule{"W1501", Severity::warning}, Rule{"W1502", Severity::warning}, Rule{"W1503", Severity::warning},
    Rule{"W1504", Severity::warning}, Rule{"W1601", Severity::warning}, Rule{"W1701", Severity::warning},
    Rule{"W1702", Severity::warning},
};

/// Nothing for `off`.
std::optional<Severity> level(std::string_view code, const Node* levels) {
  const Node* word = levels ? levels->find(code) : nullptr;
  if (!word) {
    return std::find_if(kRules.begin(), kRules.end(), [&](const Rule& rule) { return rule.code == code; })
        ->severity;
  }
  if (word->text == "error") return Severity::error;
  if (word->text == "warn") return Severity::warning;
  if (word->text == "note") return Severity::note;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> lint_codes() {
  std::vector<std::string> codes;
  codes.reserve(kRules.size());
  for (const Rule& rule : kRules) codes.emplace_back(rule.code);
  return codes;
}

Diagnostic& LintReport::add(std::string_view code, Place place, std::string message) {
  const std::optional<Severity> severity = level(code, levels_);
  if (!severity) return unheard_ = {};
  Diagnostic& finding = diagnostics_.warning(code, place, std::move(message));
  finding.severity = *severity;
  return finding;
}

void lint(const Node& root, const Manifest& manifest, const std::vector<VariableUse>& variables,
          Diagnostics& diagnostics) {
  LintReport report(root.find("lint"), diagnostics);
  lint_names(manifest, report);
  lint_tools(manifest, report);
  lint_schemas(manifest, report);
  lint_secrets(root, report);
  lint_variables(manifest, variables, report);
  lint_transports(manifest, report);
  lint_auth(manifest, report);
  lint_headers(manifest, report);
  lint_skills(manifest, report);
}

}  // namespace mcpgen
