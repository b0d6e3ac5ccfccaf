#include "manifest/read.h"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "document/merge.h"
#include "manifest/lint/lint.h"
#include "manifest/reading.h"
#include "manifest/references.h"
#include "manifest/schema.h"
#include "manifest/shape.h"
#include "manifest/skill_folders.h"
#include "manifest/sound_part.h"

namespace mcpgen {
namespace {

const nlohmann::ordered_json& schema_for(const Catalogue& catalogue, nlohmann::ordered_json& own) {
  if (&catalogue == &Catalogue::built_in()) {
    static const nlohmann::ordered_json schema = composed_schema(catalogue);
    return schema;
  }
  return own = composed_schema(catalogue);
}

void read_identity(const Node& root, Manifest& manifest) {
  manifest.name = read_text(root, "name");
  manifest.version = read_text(root, "version");
  manifest.title = read_text(root, "title");
  manifest.description = read_text(root, "description");
  manifest.instructions = read_text(root, "instructions");
  manifest.website_url = read_text(root, "websiteUrl");
  manifest.icons = read_node(root, "icons");
}

void read_sections(const Node& root, Manifest& manifest, Reading& reading) {
  read_identity(root, manifest);
  manifest.env = read_env(root.find("env"), reading.diagnostics);
  manifest.transports = read_texts(root, "transports");
  if (manifest.transports.empty()) manifest.transports.push_back({"stdio", {}});
  manifest.server = read_server(root, reading);
  manifest.auth = read_auth(root, reading);
  manifest.limits = read_node(root, "limits");
  manifest.sessions = read_node(root, "sessions");
  manifest.audit = read_audit(root, reading);
  manifest.protocol = read_texts(root, "protocol");
  manifest.tools = read_tools(root.find("tools"), root.find("defaults"), reading);
  manifest.resources = read_resources(root.find("resources"), reading);
  manifest.prompts = read_prompts(root.find("prompts"), reading);
  manifest.skills = read_skills(root.find("skills"), reading);
  check_outside_skills(manifest.resources, manifest.skills, reading.diagnostics);
  if (const Node* generate = root.find("generate"))
    manifest.cpp_namespace = read_text(*generate, "namespace");
}

/// Where nobody is asked who calls, nobody has a scope: what needs one in the manifest is everybody's in a
/// profile without `auth`.
void forget_scopes(Manifest& manifest) {
  for (ToolEntry& tool : manifest.tools) tool.scopes.clear();
  for (ResourceEntry& resource : manifest.resources) resource.scopes.clear();
  for (PromptEntry& prompt : manifest.prompts) prompt.scopes.clear();
  for (SkillEntry& skill : manifest.skills) skill.scopes.clear();
}

/// What could be read of a document.
struct Content {
  bool sound = false;  ///< its shape has no faults: all of it was read
  Manifest manifest{};
  std::vector<VariableUse> variables{};
};

Content read_root(Node& root, bool auth_taken_away, const nlohmann::ordered_json& schema,
                  const Catalogue& catalogue, SkillFolders& skill_folders, Diagnostics& diagnostics) {
  const FaultyNodes faulty = check_shape(root, schema, diagnostics);
  // Where `types` is no map, every use of a type would be a fault.
  const Node* types = root.find("types");
  if (!root.is_map() || (types && !types->is_map())) return {};
  const Node rest = faulty.empty() ? Node{} : sound_part(root, faulty);
  const Node& sound = faulty.empty() ? root : rest;

  Content content{.sound = faulty.empty()};
  content.manifest.types = read_types(sound.find("types"), diagnostics);
  Reading reading{catalogue, content.manifest.types, skill_folders, diagnostics};
  read_sections(sound, content.manifest, reading);
  if (auth_taken_away) forget_scopes(content.manifest);
  check_references(content.manifest, catalogue, diagnostics);
  content.variables = std::move(reading.variables);
  return content;
}

/// Adds the errors that `root` has only with `profile` laid over it.
void check_profile(const Node& root, const Member& profile, const nlohmann::ordered_json& schema,
                   const Catalogue& catalogue, SkillFolders& skill_folders, Diagnostics& diagnostics) {
  Node merged = root;
  merge_over(merged, profile.value);
  const bool auth_taken_away = asks_who_calls(root) && !asks_who_calls(merged);
  Diagnostics found;
  read_root(merged, auth_taken_away, schema, catalogue, skill_folders, found);
  for (Diagnostic& finding : found.sorted()) {
    finding.noted(profile.key_place, fmt::format("with the profile `{}`", profile.key));
    diagnostics.add(std::move(finding));
  }
}

}  // namespace

std::optional<Manifest> read_manifest(const Document& document, const Catalogue& catalogue, Sources& sources,
                                      Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.count(Severity::error);
  nlohmann::ordered_json own;
  const nlohmann::ordered_json& schema = schema_for(catalogue, own);
  const std::string file = document.files.empty() ? std::string() : document.files.front();
  SkillFolders skill_folders(file, sources);
  Node root = document.root;
  Content content = read_root(root, document.auth_taken_away, schema, catalogue, skill_folders, diagnostics);
  for (const Member& profile : document.profiles) {
    check_profile(document.root, profile, schema, catalogue, skill_folders, diagnostics);
  }
  // Advice on what is left of a faulty manifest would mislead.
  if (content.sound) lint(root, content.manifest, content.variables, diagnostics);
  if (diagnostics.count(Severity::error) != errors) return std::nullopt;
  content.manifest.file = file;
  return std::move(content.manifest);
}

}  // namespace mcpgen
