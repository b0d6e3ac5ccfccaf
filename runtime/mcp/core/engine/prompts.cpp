#include <algorithm>

#include <mcp/core/engine/answer_page.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/content_text.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/engine/permission.h>
#include <mcp/core/engine/request_state.h>

namespace mcp {
namespace {

class PromptCall final : public Call {
 public:
  PromptCall(Request request, const Prompt& prompt, std::chrono::milliseconds timeout)
      : Call(std::move(request), timeout), prompt_(prompt) {}

 protected:
  Outcome run(Context& context) override {
    static const Json kNone = Json::object();
    const Json* arguments = request().param("arguments");
    const Result<Messages> messages = prompt_.get(arguments == nullptr ? kNone : *arguments, context);
    if (!answer_is_wanted()) return {};
    if (!messages) return failed(messages.error());
    return write(*messages);
  }

 private:
  std::string write(const Messages& messages) const {
    const Revision& revision = *request().revision;
    ResultText result(engine().texts, revision);
    JsonWriter& writer = result.writer();
    const std::string_view description =
        messages.description.empty() ? prompt_.description : std::string_view(messages.description);
    if (!description.empty()) writer.key("description").string(description);
    writer.key("messages").begin_array();
    for (const Message& message : messages.all()) {
      writer.begin_object().key("role").string(message.role == Message::Role::user ? "user" : "assistant");
      writer.key("content");
      write_block(writer, message.content, revision);
      writer.end_object();
    }
    writer.end_array();
    return result.close(answer_meta());
  }

  const Prompt& prompt_;
};

/// Why the arguments do not do, "" when they do.
std::string argument_problem(const Prompt& prompt, const Json* arguments) {
  const auto declares = [&](std::string_view name) {
    return std::any_of(prompt.arguments.begin(), prompt.arguments.end(),
                       [&](const PromptArgument& argument) { return argument.name == name; });
  };
  if (arguments != nullptr) {
    if (!arguments->is_object()) return "`arguments` must be an object";
    for (const auto& [name, value] : arguments->items()) {
      if (!value.is_string()) return "argument `" + name + "` must be a string";
      if (!declares(name)) return "there is no argument `" + name + "`";
    }
  }
  for (const PromptArgument& argument : prompt.arguments)
    if (argument.required && (arguments == nullptr || !arguments->contains(argument.name)))
      return "argument `" + std::string(argument.name) + "` is missing";
  return {};
}

}  // namespace

void list_prompts(Request&& request) { answer_page(std::move(request), Listings::Kind::prompts); }

void get_prompt(Request&& request) {
  const std::string* name = request.text_param("name");
  if (name == nullptr) return request.refuse(invalid_params("`name` must be a string"));
  Engine::Impl& engine = request.connection->engine();
  const Prompt* prompt = engine.registry().prompt(*name);
  if (prompt == nullptr) return request.refuse(invalid_params("unknown prompt: " + *name));
  if (const auto refusal = refusal_of(request, prompt->scopes)) return request.refuse(*refusal);
  if (std::string problem = argument_problem(*prompt, request.param("arguments")); !problem.empty())
    return request.refuse(invalid_params(std::move(problem)));
  const auto timeout = prompt->timeout.count() > 0 ? prompt->timeout : engine.limits().timeout;
  const auto call = std::make_shared<PromptCall>(std::move(request), *prompt, timeout);
  if (const auto error = take_retry(*call)) return call->request().refuse(*error);
  call->start(prompt->quick);
}

}  // namespace mcp
