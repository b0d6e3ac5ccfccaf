#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include <mcp/core/address_rules.h>
#include <mcp/core/listen_address.h>

#include "manifest/lint/lint.h"
#include "manifest/reach.h"
#include "support/text.h"

namespace mcpgen {
namespace {

void lint_destructive(const Manifest& manifest, LintReport& report) {
  if (!manifest.auth.asks()) return;
  for (const ToolEntry& tool : manifest.tools) {
    const Node* hint = tool.annotations ? tool.annotations->find("destructiveHint") : nullptr;
    if (!hint || !hint->boolean || !tool.scopes.empty()) continue;
    if (tool.open) {
      report
          .add("W1401", tool.name.place,
               fmt::format("everybody may call `{}`, which destroys something", tool.name.value))
          .labelled("it is `public`")
          .helped("remove `public: true`");
      continue;
    }
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

/// What clients are told to ask tokens for.
std::string resource_of(const Manifest& manifest) {
  const ServerEntry& server = manifest.server;
  std::string base = server.public_url.value;
  if (base.empty())
    base = (server.tls ? "https://" : "http://") +
           (server.listen.empty() ? std::string(mcp::kDefaultListen) : server.listen.value);
  return base + protected_path(manifest);
}

/// Clients are told what the server is called, which nobody knows of one that listens at all addresses.
bool lint_nameless(const Manifest& manifest, LintReport& report) {
  const ServerEntry& server = manifest.server;
  const auto address = mcp::read_address(server.listen.value);
  if (!server.public_url.empty() || !address || !mcp::is_unspecified(address->host)) return false;
  if (std::ranges::any_of(manifest.auth.modes, &AuthMode::of_tokens) && server.tls)
    report.add("W1504", server.listen.place, "clients are not told where tokens come from, and for what")
        .labelled("nobody's address")
        .helped("add `publicUrl: https://…`, as clients reach the server");
  return true;
}

/// Some issuers call servers by names of their own: those are left alone, and what only the operator knows.
void lint_audience(const Manifest& manifest, LintReport& report) {
  if (lint_nameless(manifest, report)) return;
  const ServerEntry& server = manifest.server;
  if (server.public_url.empty() && server.listen.value.starts_with("unix:")) return;
  const std::string resource = resource_of(manifest);
  for (const AuthMode& mode : manifest.auth.modes) {
    const Node* audience = mode.of_tokens() && mode.options ? mode.options->find("audience") : nullptr;
    if (!audience || audience->text == resource || audience->text.find("://") == std::string::npos) continue;
    const Node* issuer = mode.options->find("issuer");
    if (issuer && issuer->text.find("://") == std::string::npos) continue;  // of which clients are not told
    if ((audience->text + resource).find("${") != std::string::npos) continue;
    report
        .add("W1504", audience->place,
             fmt::format("clients are told to ask for tokens for `{}`, which are refused", resource))
        .labelled("tokens for this are taken")
        .helped(server.public_url.empty()
                    ? "add `publicUrl`, which with `path` is what `audience` says"
                    : "make `audience` what `publicUrl` and `path` are together, or leave it out");
  }
}

}  // namespace

void lint_auth(const Manifest& manifest, LintReport& report) {
  lint_destructive(manifest, report);
  if (manifest.auth.asks()) lint_scopes(manifest, report);
  lint_idle_auth(manifest, report);
  if (listens(manifest)) lint_audience(manifest, report);
}

}  // namespace mcpgen
