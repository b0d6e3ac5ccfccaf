#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "document/document.h"

namespace mcpgen {

/// Reads files and composes each with what it names under `extends` and `include`. A file counts once in
/// a run, where it is named first. All files together keep to the limits of bytes and nodes.
class FileLoader {
 public:
  FileLoader(Sources& sources, Diagnostics& diagnostics, const DocumentLimits& limits)
      : sources_(sources), diagnostics_(diagnostics), left_(limits) {}

  /// The map of the file with all that it names merged in; nothing, and errors, when any of it failed.
  std::optional<Node> load(const std::string& path, Place named_at);

  /// Every file that was read, in the order of reading.
  const std::vector<std::string>& files() const { return files_; }

 private:
  std::optional<Node> compose(const std::string& path, Place named_at);
  std::optional<Node> read(const std::string& path, Place named_at);
  std::optional<std::string> read_text(const std::string& path, Place named_at);
  /// What stands under `extends` or `include`, taken out of `map`, relative to the folder of `path`.
  std::vector<Node> take_paths(Node& map, std::string_view key);
  bool compose_all(const std::vector<Node>& names, const std::string& from, std::vector<Node>& loaded);

  Sources& sources_;
  Diagnostics& diagnostics_;
  DocumentLimits left_;
  std::vector<std::string> files_;
  std::vector<std::string> open_;  ///< the files that led here, to find cycles
  std::set<std::string> seen_;
};

}  // namespace mcpgen
