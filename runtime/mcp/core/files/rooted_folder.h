#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/files/glob.h>
#include <mcp/core/result.h>

namespace mcp {

class Descriptor;

/// Whether a name in the path begins with a dot: such files and folders are no part of what is served.
bool is_hidden(std::string_view path);

/// A folder that no path leads out of. Paths are opened name by name below the folder's own descriptor,
/// following no link; only regular files are read.
class RootedFolder {
 public:
  static Result<RootedFolder> open(const std::string& path);

  /// The file's bytes. Whatever keeps a path from naming a file below the folder is `not_found`; a file
  /// larger than `limit` is `unavailable`.
  Result<std::string> read(std::string_view path, std::size_t limit) const;

  /// The files that `glob` matches, sorted, `limit` at the most. Hidden files and folders, links and names
  /// that are not UTF-8 are passed over.
  std::vector<std::string> list(const Glob& glob, std::size_t limit) const;

 private:
  explicit RootedFolder(std::shared_ptr<const Descriptor> folder) : folder_(std::move(folder)) {}

  std::shared_ptr<const Descriptor> folder_;
};

}  // namespace mcp
