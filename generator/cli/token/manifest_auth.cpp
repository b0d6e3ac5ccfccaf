#include "cli/token/manifest_auth.h"

#include <cstddef>
#include <string_view>

#include "cli/project.h"
#include "manifest/reach.h"
#include "manifest/units.h"

namespace mcpgen {
namespace {

std::string fixed_text(const Node& section, std::string_view name) {
  const Node* found = section.find(name);
  return found == nullptr || !found->is_string() || found->text.find('$') != std::string::npos ? ""
                                                                                               : found->text;
}

/// One text, or several in a list.
std::vector<std::string> texts(const Node& section, std::string_view name) {
  const Node* found = section.find(name);
  if (found == nullptr) return {};
  if (!found->is_list()) return {found->text};
  std::vector<std::string> all;
  for (const Node& each : found->items) all.push_back(each.text);
  return all;
}

/// Of `auth:` the one that takes tokens of `issuer`, else the first that takes tokens; null for none.
const Node* find_mode(const Node& auth, std::string_view issuer) {
  const Node* any = auth.find("any");
  std::vector<const Node*> modes;
  if (any == nullptr) modes.push_back(&auth);
  for (std::size_t i = 0; any != nullptr && i < any->items.size(); ++i) modes.push_back(&any->items[i]);
  const Node* first = nullptr;
  for (const Node* mode : modes) {
    const std::string word = fixed_text(*mode, "mode");
    if (word != "jwt" && word != "oidc") continue;
    if (!issuer.empty() && fixed_text(*mode, "issuer") == issuer) return mode;
    if (first == nullptr) first = mode;
  }
  return first;
}

/// Whom tokens are for, where the mode does not say: as clients reach the server. "" where only the operator
/// knows that.
std::string own_audience(const Node& root) {
  const Node* server = root.find("server");
  const std::string base = server == nullptr ? "" : fixed_text(*server, "publicUrl");
  if (base.empty()) return "";
  const Node* path = server->find("path");
  if (path != nullptr && fixed_text(*server, "path").empty()) return "";
  return base + protected_path(texts(root, "transports"), path == nullptr ? "" : path->text);
}

}  // namespace

ManifestAuth manifest_auth(std::string_view issuer) {
  const auto project = find_project("");
  if (!std::holds_alternative<Project>(project)) return {};
  Sources sources;
  Diagnostics unheard;
  const auto document = load_document(std::get<Project>(project).request, sources, unheard);
  const Node* auth = document ? document->root.find("auth") : nullptr;
  const Node* mode = auth == nullptr ? nullptr : find_mode(*auth, issuer);
  if (mode == nullptr) return {};
  ManifestAuth found{.issuer = fixed_text(*mode, "issuer"),
                     .audience = mode->find("audience") == nullptr ? own_audience(document->root)
                                                                   : fixed_text(*mode, "audience"),
                     .role_claims = texts(*mode, "roleClaims"),
                     .algorithms = texts(*mode, "algorithms"),
                     .token_type = fixed_text(*mode, "tokenType")};
  if (const auto leeway = parse_duration(fixed_text(*mode, "leeway"))) found.leeway = *leeway;
  return found;
}

}  // namespace mcpgen
