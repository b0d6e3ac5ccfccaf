#pragma once

#include <string>
#include <string_view>

#include <mcp/core/server.h>

namespace mcp {

inline constexpr std::string_view kSkillsExtension = "io.modelcontextprotocol/skills";

/// A skill, and where clients find it.
struct SkillEntry {
  explicit SkillEntry(Skill from);

  Skill skill;
  std::string folder;  ///< skill://<path>
  std::string uri;     ///< of its SKILL.md
  std::string files;   ///< the URI template of its files: their path is the variable `path`

  std::string_view name() const;
  std::string uri_of(std::string_view path) const;
  /// What lists say of a file.
  Resource::Listed listed(const Skill::File& file) const;
};

}  // namespace mcp
