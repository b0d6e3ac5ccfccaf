#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "manifest/manifest.h"
#include "support/diagnostic.h"
#include "support/source.h"

namespace mcpgen {

/// A skill's folder as it is while its server is generated.
struct SkillFolder {
  Node front_matter;  ///< of its SKILL.md: has what schemas/skill.schema.json asks for
  std::string front_matter_sha256{};
  std::size_t files = 0;
  std::size_t bytes = 0;
};

/// Reads the folders of skills: each once, however many profiles name it.
class SkillFolders {
 public:
  /// `manifest` is the file that the folders are named in.
  SkillFolders(std::string manifest, Sources& sources) : manifest_(std::move(manifest)), sources_(sources) {}

  /// The folder that the manifest calls `root`; null when it is at fault.
  const SkillFolder* read(const Text& root, Diagnostics& diagnostics);

 private:
  struct Known {
    std::optional<SkillFolder> folder{};
    Diagnostics findings{};  ///< in its SKILL.md
  };

  void read_into(Known& known, const std::string& path, std::string_view text);

  std::string manifest_;
  Sources& sources_;
  std::map<std::string, Known> known_{};
};

}  // namespace mcpgen
