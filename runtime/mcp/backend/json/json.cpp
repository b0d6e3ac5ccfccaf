#include <mcp/backend/json/json.h>

#include <mcp/core/template/json_template.h>

namespace mcp::backend {

Json::Json(const Options& options) : value_(std::make_shared<const JsonTemplate>(options.value)) {}

Result<ToolAnswer> Json::call(const mcp::Json& arguments, Context&) const {
  ToolAnswer answer;
  answer.structured = value_->render(arguments);
  answer.written = true;
  return answer;
}

Result<Contents> Json::read(const mcp::Json& variables, Context&) const {
  return Contents().text(value_->render(variables), "application/json");
}

std::vector<std::string> Json::problems() const { return value_->problems(); }

}  // namespace mcp::backend
