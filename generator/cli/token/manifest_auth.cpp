#include "cli/token/manifest_auth.h"

#include "cli/project.h"
#include "manifest/units.h"

namespace mcpgen {
namespace {

std::string fixed_text(const Node& section, std::string_view name) {
  const Node* found = section.find(name);
  return found == nullptr || !found->is_string() || found->text.find('$') != std::string::npos ? ""
                                                                                               : found->text;
}

}  // namespace

ManifestAuth manifest_auth() {
  const auto project = find_project("");
  if (!std::holds_alternative<Project>(project)) return {};
  Sources sources;
  Diagnostics unheard;
  const auto document = load_document(std::get<Project>(project).request, sources, unheard);
  const Node* section = document ? document->root.find("auth") : nullptr;
  if (section == nullptr || fixed_text(*section, "mode") != "jwt") return {};
  ManifestAuth found{.issuer = fixed_text(*section, "issuer"),
                     .audience = fixed_text(*section, "audience"),
                     .role_claims = fixed_text(*section, "roleClaims")};
  if (const Node* algorithms = section->find("algorithms"))
    for (const Node& each : algorithms->items) found.algorithms.push_back(each.text);
  if (const auto leeway = parse_duration(fixed_text(*section, "leeway"))) found.leeway = *leeway;
  return found;
}

}  // namespace mcpgen
