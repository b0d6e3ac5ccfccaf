#include <filesystem>

#include <fmt/format.h>

#include "manifest/named_checks.h"
#include "manifest/reading.h"
#include "manifest/skill_folders.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// The folder that is named, or the one that goes without saying.
Text root_of(const NamedNode& entry) {
  const Node& node = *entry.node;
  if (!node.is_map() && !node.is_null()) return {node.text, node.place};
  if (const auto root = read_optional_text(node, "root")) return *root;
  return {"skills/" + entry.name.value, entry.name.place};
}

void check_name(const Text& path, const Node& name, Diagnostics& diagnostics) {
  const std::string_view expected = std::string_view(path.value).substr(path.value.rfind('/') + 1);
  // A key that can be none is reported already.
  if (name.text == expected || !find_named_check("skill-path")->accepts(path.value)) return;
  diagnostics
      .error("E0804", name.place, fmt::format("the skill `{}` calls itself `{}`", path.value, name.text))
      .labelled(fmt::format("expected `{}`", expected))
      .noted(path.place, "clients take the end of this for its name")
      .helped(fmt::format("write `name: {}`, or end the key in `{}`", expected, name.text));
}

/// Clients are told that what lies below a skill's URI is part of it: so it must be in its folder.
void check_nesting(const SkillEntry& outer, const SkillEntry& inner, Diagnostics& diagnostics) {
  if (!inner.path.value.starts_with(outer.path.value + "/")) return;
  namespace fs = std::filesystem;
  const std::string below = inner.path.value.substr(outer.path.value.size() + 1);
  const fs::path expected = (fs::path(outer.root.value) / below).lexically_normal();
  if ((fs::path(inner.root.value) / "").lexically_normal() == (expected / "").lexically_normal()) return;
  diagnostics
      .error("E0805", inner.root.place,
             fmt::format("the skill `{}` lies in `{}`, but its folder does not", inner.path.value,
                         outer.path.value))
      .labelled(fmt::format("expected `{}`", expected.string()))
      .noted(outer.path.place, "the skill that it lies in")
      .helped("move the folder there, or choose a key that lies in no other skill");
}

}  // namespace

std::vector<SkillEntry> read_skills(const Node* section, Reading& reading) {
  std::vector<SkillEntry> skills;
  for (const NamedNode& entry : read_entries(section, "skill", reading.diagnostics)) {
    SkillEntry skill{.path = entry.name, .root = root_of(entry)};
    if (entry.node->is_map()) skill.scopes = read_texts(*entry.node, "scopes");
    const SkillFolder* folder = reading.skill_folders.read(skill.root, reading.diagnostics);
    if (folder == nullptr) continue;
    check_name(skill.path, *folder->front_matter.find("name"), reading.diagnostics);
    skill.description = read_text(folder->front_matter, "description");
    skill.front_matter = folder->front_matter;
    skill.front_matter_sha256 = folder->front_matter_sha256;
    skill.files = folder->files;
    skill.bytes = folder->bytes;
    skills.push_back(std::move(skill));
  }
  for (const SkillEntry& outer : skills) {
    for (const SkillEntry& inner : skills) check_nesting(outer, inner, reading.diagnostics);
  }
  return skills;
}

void check_outside_skills(const std::vector<ResourceEntry>& resources, const std::vector<SkillEntry>& skills,
                          Diagnostics& diagnostics) {
  for (const ResourceEntry& resource : resources) {
    for (const SkillEntry& skill : skills) {
      const std::string folder = "skill://" + skill.path.value;
      if (resource.uri.value != folder && !resource.uri.value.starts_with(folder + "/")) continue;
      diagnostics
          .error("E0806", resource.uri.place,
                 fmt::format("`{}` stands among the files of a skill", visible(resource.uri.value)))
          .noted(skill.path.place, "this skill")
          .helped("give the resource another URI, or put a file into the skill's folder");
    }
  }
}

}  // namespace mcpgen
