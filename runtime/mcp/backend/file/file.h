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

/// Answers with a file below a folder. A caller's value stands for one name in the path or a part of it;
/// no value leaves the folder or names a hidden file.
class File {
 public:
  struct Options {
    std::string_view path{};
    std::string_view root = ".";
    std::int64_t limit = 4 * 1024 * 1024;  ///< bytes of the largest file that is served
    std::string_view mime_type{};          ///< "" means what the file's name tells
  };

  explicit File(const Options& options);

  /// A file that is not there is a failure of the tool, for the model to read.
  Result<ToolAnswer> call(const mcp::Json& arguments, Context& context) const;
  Result<Contents> read(const mcp::Json& variables, Context& context) const;
  std::vector<std::string> problems() const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace mcp::backend
