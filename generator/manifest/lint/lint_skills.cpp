#include <fmt/format.h>

#include <mcp/core/files/skill_file.h>

#include "manifest/lint/lint.h"
#include "support/text.h"

namespace mcpgen {
namespace {

void lint_metadata(const SkillEntry& skill, LintReport& report) {
  const Node* metadata = skill.front_matter.find("metadata");
  if (metadata == nullptr) return;
  for (const Member& member : metadata->members) {
    if (!member.key.starts_with("io.modelcontextprotocol/")) continue;
    report
        .add("W1701", member.key_place,
             fmt::format("the key `{}` belongs to the protocol", visible(member.key)))
        .labelled("clients may give it a meaning of their own")
        .helped("choose a key under a domain of yours, such as `example.com/owner`");
  }
}

void lint_size(const SkillEntry& skill, LintReport& report) {
  const std::string_view help = "keep in the folder what the skill tells the model to read";
  if (skill.files > mcp::kMaxSkillFiles) {
    report
        .add("W1702", skill.path.place,
             fmt::format("the skill `{}` has {} files", skill.path.value, skill.files))
        .labelled(fmt::format("clients need not take more than {}", mcp::kMaxSkillFiles))
        .helped(std::string(help));
  }
  if (skill.bytes > mcp::kMaxSkillBytes) {
    report
        .add("W1702", skill.path.place,
             fmt::format("the files of the skill `{}` have {} bytes", skill.path.value, skill.bytes))
        .labelled(fmt::format("clients need not take more than {}", mcp::kMaxSkillBytes))
        .helped(std::string(help));
  }
}

}  // namespace

void lint_skills(const Manifest& manifest, LintReport& report) {
  for (const SkillEntry& skill : manifest.skills) {
    lint_metadata(skill, report);
    lint_size(skill, report);
  }
}

}  // namespace mcpgen
