#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/files/rooted_folder.h>
#include <mcp/core/result.h>
#include <mcp/core/template/text_template.h>
#include <mcp/json/json_fwd.h>

namespace mcp {

/// The folder that a back end's options name, opened once.
class ServedFolder {
 public:
  struct File {
    std::string path{};
    std::string bytes{};
  };

  /// `root` may hold ${VARIABLE}, relative to where the process stands now; `limit` is the size in bytes of
  /// the largest file.
  ServedFolder(std::string_view root, std::int64_t limit);

  const std::vector<std::string>& problems() const { return problems_; }

  Result<File> read(std::string path) const;
  /// The file that `path` names once the caller's values are in it. A value stays within its name.
  Result<File> read(const TextTemplate& path, const Json& arguments) const;
  /// At most 10,000 files.
  std::vector<std::string> list(const Glob& glob) const;

 private:
  std::optional<RootedFolder> folder_;
  std::size_t limit_;
  std::vector<std::string> problems_;
};

}  // namespace mcp
