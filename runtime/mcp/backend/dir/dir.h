#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>

namespace mcp::backend {

/// Serves the files of a folder as resources: what list() shows is what read() gives.
class Dir {
 public:
  struct Options {
    std::string_view root{};
    std::string_view glob = "**";
    std::int64_t limit = 4 * 1024 * 1024;  ///< bytes of the largest file that is served
    std::string_view uri{};                ///< the resource's template; its one variable is the file's path
    std::string_view mime_type{};          ///< "" means what each file's name tells
  };

  explicit Dir(const Options& options);

  Result<Contents> read(const mcp::Json& variables, Context& context) const;
  /// Sorted by path, 10,000 at the most.
  std::vector<Resource::Listed> list() const;
  std::vector<std::string> problems() const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace mcp::backend
