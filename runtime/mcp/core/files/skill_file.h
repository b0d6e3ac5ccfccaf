#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// What the server and the tool must agree on about skills.

namespace mcp {

/// The file that a skill begins with.
inline constexpr std::string_view kSkillFile = "SKILL.md";

/// What every client takes of one skill: files, the first included, and bytes of all of them.
inline constexpr std::size_t kMaxSkillFiles = 512;
inline constexpr std::size_t kMaxSkillBytes = 16 * 1024 * 1024;

/// The YAML that a Markdown file begins with: from its first line, `---`, up to the next such line, which is
/// not part of it. Nothing when the file begins otherwise.
std::optional<std::string_view> front_matter(std::string_view text);

}  // namespace mcp
