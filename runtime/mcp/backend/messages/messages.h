#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>

namespace mcp::backend {

/// Says a fixed list of messages made from templates and files.
class Messages {
 public:
  struct Options {
    /// JSON text of an array. Each item is `{"user": said}` or `{"assistant": said}`, where `said` is a text
    /// or an object with `text`, `file`, `image`, `audio`, `resource` or `link`.
    std::string_view messages{};
    std::string_view root = ".";  ///< folder of the files
  };

  explicit Messages(const Options& options);

  Result<mcp::Messages> get(const mcp::Json& arguments, Context& context) const;
  std::vector<std::string> problems() const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace mcp::backend
