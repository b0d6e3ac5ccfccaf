#include <mcp/backend/text/text.h>

#include <mcp/core/template/text_template.h>

namespace mcp::backend {

Text::Text(const Options& options) : value_(std::make_shared<const TextTemplate>(options.value)) {}

Result<ToolAnswer> Text::call(const mcp::Json& arguments, Context&) const {
  ToolAnswer answer;
  answer.content.text(value_->render(arguments));
  return answer;
}

Result<Contents> Text::read(const mcp::Json& variables, Context&) const {
  return Contents().text(value_->render(variables));
}

std::vector<std::string> Text::problems() const { return value_->problems(); }

}  // namespace mcp::backend
