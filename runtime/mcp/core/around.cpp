#include <mcp/core/around.h>

#include <mcp/json/add_member.h>
#include <mcp/json/held_json.h>
#include <mcp/json/read.h>

namespace mcp {

std::function<Result<ToolAnswer>(const Json& arguments, Context&)> confirmed(
    std::string_view question, std::function<Result<ToolAnswer>(const Json& arguments, Context&)> call) {
  return [question = TextTemplate(question), call = std::move(call)](const Json& arguments,
                                                                     Context& context) -> Result<ToolAnswer> {
    const Result<Answer> answer = context.elicit("confirm", Form(question.render(arguments)));
    if (!answer) return answer.error();
    if (!answer->accepted()) return Error{.message = "not done: the user did not confirm it"};
    return call(arguments, context);
  };
}

std::shared_ptr<const Json> read_defaults(std::string_view json_text) {
  auto read = read_json(json_text);
  Json* object = std::get_if<Json>(&read);
  return std::make_shared<const Json>(object != nullptr ? std::move(*object) : Json::object());
}

std::shared_ptr<const Json> filled_in(const Json& arguments, const Json& defaults) {
  const auto held = std::make_shared<HeldJson>(arguments.is_object() ? arguments : Json::object());
  Json& filled = **held;
  for (const auto& [name, value] : defaults.items()) {
    if (!filled.contains(name)) add_member(filled, name, value);
  }
  return {held, &filled};
}

}  // namespace mcp
