#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>

namespace mcp {
class TextTemplate;
}

namespace mcp::backend {

/// Answers with a text made from a template.
class Text {
 public:
  struct Options {
    std::string_view value{};
  };

  explicit Text(const Options& options);

  Result<ToolAnswer> call(const mcp::Json& arguments, Context& context) const;
  Result<Contents> read(const mcp::Json& variables, Context& context) const;
  std::vector<std::string> problems() const;

 private:
  std::shared_ptr<const TextTemplate> value_;
};

}  // namespace mcp::backend
