#include "model/model.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/builder.h"
#include "model/schema_shape.h"
#include "model/text.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// `acme::tools`, each part a legal name.
std::string namespace_of(std::string_view written) {
  std::string out;
  while (!written.empty()) {
    const std::size_t end = written.find("::");
    const std::string_view part = written.substr(0, end);
    out += (out.empty() ? "" : "::") + (out.empty() ? server_identifier(part) : identifier(part));
    written.remove_prefix(end == std::string_view::npos ? written.size() : end + 2);
  }
  return out;
}

void add_manifest_file(ModelBuilder& builder) {
  const std::string& path = builder.manifest.file;
  const std::size_t slash = path.find_last_of("/\\");
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  if (!is_cmake_text(name)) {
    const Place start{builder.manifest.name.place.file, 1, 1, 1};
    builder.diagnostics.error("E0707", start, "CMake cannot be given the name of this manifest")
        .helped("rename the file, to `mcpgen.yaml` for instance");
  }
  builder.model.manifest_file = name;
}

void add_identity(ModelBuilder& builder) {
  const Manifest& manifest = builder.manifest;
  Model& model = builder.model;
  model.ident = server_identifier(manifest.name.value);
  model.ns = manifest.cpp_namespace.empty() ? model.ident : namespace_of(manifest.cpp_namespace.value);
  model.name = checked(builder, manifest.name);
  model.version = checked(builder, manifest.version);
  model.title = checked(builder, manifest.title);
  model.description = checked(builder, manifest.description);
  model.instructions = checked(builder, manifest.instructions);
  model.website_url = checked(builder, manifest.website_url);
  model.icons_json = json_or_empty(builder, manifest.icons);
  model.protocol = checked(builder, manifest.protocol);
  for (const EnvVariable& variable : manifest.env) {
    checked(builder, variable.name);
    checked(builder, variable.description);
    checked(builder, variable.values);
    if (variable.fallback) checked(builder, *variable.fallback);
  }
  model.env = manifest.env;
}

void add_types(ModelBuilder& builder) {
  builder.types.finish();
  builder.model.types = builder.types.declarations();
  const std::set<std::string>& forwards = builder.types.forwards();
  builder.model.forwards.assign(forwards.begin(), forwards.end());
}

}  // namespace

const Handler* Model::find_handler(std::string_view wanted) const {
  const auto found = std::ranges::find(handlers, wanted, &Handler::ident);
  return found == handlers.end() ? nullptr : &*found;
}

std::optional<Model> build_model(const Manifest& manifest, const Catalogue& catalogue,
                                 Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.count(Severity::error);
  ModelBuilder builder(manifest, catalogue, diagnostics);
  add_manifest_file(builder);
  add_identity(builder);
  add_authenticators(builder);
  add_transports(builder);
  add_limits(builder);
  add_audit(builder);
  builder.model.patterns =
      std::ranges::any_of(manifest.types, [](const TypeEntry& type) { return has_pattern(type.schema); });
  for (const ToolEntry& tool : manifest.tools) declare_types(builder, tool);
  for (const ToolEntry& tool : manifest.tools) add_tool(builder, tool);
  for (const ResourceEntry& resource : manifest.resources) add_resource(builder, resource);
  for (const PromptEntry& prompt : manifest.prompts) add_prompt(builder, prompt);
  for (const SkillEntry& skill : manifest.skills) add_skill(builder, skill);
  add_types(builder);
  add_sealer(builder);
  choose_includes(builder);
  if (diagnostics.count(Severity::error) != before) return {};
  return std::move(builder.model);
}

}  // namespace mcpgen
