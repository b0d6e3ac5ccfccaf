#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>

namespace mcp {
class JsonTemplate;
}

namespace mcp::backend {

/// Answers with a JSON value made from a template.
class Json {
 public:
  struct Options {
    std::string_view value{};  ///< JSON text; its strings are templates
  };

  explicit Json(const Options& options);

  Result<ToolAnswer> call(const mcp::Json& arguments, Context& context) const;
  Result<Contents> read(const mcp::Json& variables, Context& context) const;
  std::vector<std::string> problems() const;

 private:
  std::shared_ptr<const JsonTemplate> value_;
};

}  // namespace mcp::backend
