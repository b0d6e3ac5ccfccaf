#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "manifest/lint/lint.h"
#include "support/text.h"

namespace mcpgen {
namespace {

bool listens(const Manifest& manifest) {
  return std::ranges::any_of(manifest.transports, [](const Text& word) { return word.value != "stdio"; });
}

void lint_destructive(const Manifest& manifest, LintReport& report) {
  if (!manifest.auth.asks()) return;
  for (const ToolEntry& tool : manifest.tools) {
    const Node* hint = tool.annotations ? tool.annotations->find("destructiveHint") : nullptr;
    if (!hint || !hint->boolean || !tool.scopes.empty()) continue;
    report
        .add("W1401", tool.name.place,
             fmt::format("whoever is let in may call `{}`, which destroys something", tool.name.value))
        .labelled("it needs no scope")
        .helped("add `scopes:` with one that only some callers have");
  }
}

/// Every scope that something needs, where it is first named.
std::vector<Text> needed_scopes(const Manifest& manifest) {
  std::vector<Text> needed;
  std::set<std::string> seen;
  const auto add = [&](const auto& entries) {
    for (const auto& entry : entries)
      for (const Text& scope : entry.scopes)
        if (seen.insert(scope.value).second) needed.push_back(scope);
  };
  add(manifest.tools);
  add(manifest.resources);
  add(manifest.prompts);
  add(manifest.skills);
  return needed;
}

void lint_scopes(const Manifest& manifest, LintReport& report) {
  std::vector<std::string> described;
  for (const Text& scope : manifest.auth.scopes) described.push_back(scope.value);
  for (const Text& scope : needed_scopes(manifest)) {
    if (std::ranges::find(described, scope.value) != described.end()) continue;
    report.add("W1402", scope.place, fmt::format("the scope `{}` is not described", scope.value))
        .labelled("nobody is told what it allows")
        .helped(did_you_mean(scope.value, described,
                             fmt::format("add `auth: {{ scopes: {{ \"{}\": … }} }}`", scope.value)));
  }
}

void lint_idle_auth(const Manifest& manifest, LintReport& report) {
  if (!manifest.auth.asks() || listens(manifest)) return;
  report.add("W1503", manifest.auth.place, "`auth` does nothing where `stdio` is the only transport")
      .labelled("whoever starts the server may use it")
      .helped("add `http` to `transports`, or remove `auth`");
}

}  // namespace

void lint_auth(const Manifest& manifest, LintReport& report) {
  lint_destructive(manifest, report);
  if (manifest.auth.asks()) lint_scopes(manifest, report);
  lint_idle_auth(manifest, report);
}

}  // namespace mcpgen
