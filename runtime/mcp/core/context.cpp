#include <mcp/core/context.h>

#include <stdexcept>
#include <utility>

#include <mcp/core/engine/call.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/sampling.h>
#include <mcp/core/members.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

std::string text_of_member(const Json& object, std::string_view name) {
  const std::string* text = find_text(object, name);
  return text == nullptr ? std::string() : *text;
}

Answer::Action action_of(const Json& answer) {
  const std::string action = text_of_member(answer, "action");
  if (action == "accept") return Answer::Action::accept;
  return action == "decline" ? Answer::Action::decline : Answer::Action::cancel;
}

std::string action_misfit(const Json& answer) {
  const std::string action = text_of_member(answer, "action");
  return action == "accept" || action == "decline" || action == "cancel" ? "" : "`action` is missing";
}

const Json& content_of(const Json& answer) {
  static const Json kNone = Json::object();
  const Json* content = find_member(answer, "content");
  return content == nullptr ? kNone : *content;
}

/// Before anybody is asked: a form that no answer can satisfy would be asked for ever.
Result<schema::Schema> compile_form(const std::string& text, const schema::PatternCompiler& patterns) {
  const auto document = read_json(text);
  if (const auto* fault = std::get_if<JsonFault>(&document))
    return Error{Error::Code::internal, "the form is broken: " + fault->message};
  schema::Options options;
  options.patterns = patterns;
  auto compiled = schema::Schema::compile(std::get<Json>(document), options);
  if (const auto* fault = std::get_if<schema::SchemaFault>(&compiled))
    return Error{Error::Code::internal, "the form is broken: " + fault->pointer + " " + fault->message};
  return std::get<schema::Schema>(std::move(compiled));
}

std::string form_misfit(const Json& answer, const schema::Schema& schema) {
  if (std::string misfit = action_misfit(answer); !misfit.empty()) return misfit;
  if (action_of(answer) != Answer::Action::accept) return {};
  const auto violations = schema.check(content_of(answer));
  return violations.empty() ? std::string() : violations.front().pointer + " " + violations.front().message;
}

std::string roots_misfit(const Json& answer) {
  const Json* roots = find_member(answer, "roots");
  if (roots == nullptr || !roots->is_array()) return "`roots` is missing";
  for (const Json& root : *roots)
    if (text_of_member(root, "uri").empty()) return "a root needs a `uri`";
  return {};
}

Result<Answer> to_answer(const Result<const Json*>& reply) {
  if (!reply) return reply.error();
  Answer answer;
  answer.action = action_of(**reply);
  answer.content = answer.accepted() ? to_text(content_of(**reply)) : "{}";
  return answer;
}

}  // namespace

void Context::progress(double done, std::optional<double> total, std::string_view message) {
  call_.progress(done, total, message);
}

void Context::log(LogLevel level, std::string_view message) {
  std::string data;
  JsonWriter(data).string(message);
  call_.log(level, {}, data);
}

void Context::log(LogLevel level, std::string_view logger, const Json& data) {
  call_.log(level, logger, to_text(data));
}

void Context::close_stream() { call_.close_stream(); }

bool Context::cancelled() const { return stop_token().stop_requested(); }
std::stop_token Context::stop_token() const { return call_.stop_token(); }
std::chrono::steady_clock::time_point Context::deadline() const { return call_.deadline(); }

const Principal& Context::principal() const { return call_.request().caller->principal; }

std::string_view Context::trace_parent() const {
  const Json* parent = call_.request().meta("traceparent");
  const auto* text = parent == nullptr ? nullptr : parent->get_ptr<const std::string*>();
  return text == nullptr ? std::string_view() : *text;
}

std::string Context::meta() const {
  const Json* meta = call_.request().param("_meta");
  return meta == nullptr ? "{}" : to_text(*meta);
}

Result<Answer> Context::elicit(std::string_view key, const Form& form) {
  if (call_.over()) return Error{Error::Code::cancelled, "the call is over: nobody can be asked"};
  const std::string text = form.schema();
  const auto schema = compile_form(text, call_.engine().server.impl().patterns);
  if (!schema) return schema.error();
  std::string params;
  JsonWriter writer(params);
  writer.begin_object().key("message").string(form.message()).key("requestedSchema").raw(text).end_object();
  return to_answer(
      call_.ask({Question::Kind::form, std::string(key), "elicitation/create", std::move(params)},
                [&](const Json& answer) { return form_misfit(answer, *schema); }));
}

Result<Answer> Context::elicit_url(std::string_view key, std::string_view message, std::string_view url) {
  const Result<std::string> id = elicitation_id(key);
  if (!id) return id.error();
  const bool named = call_.request().revision->elicitation_ids;
  std::string params;
  JsonWriter writer(params);
  writer.begin_object().key("mode").string("url").key("message").string(message).key("url").string(url);
  if (named) writer.key("elicitationId").string(*id);
  writer.end_object();
  const auto reply = call_.ask(
      {Question::Kind::url, std::string(key), "elicitation/create", std::move(params)}, action_misfit);
  if (!reply && named) call_.expect_done(*id);
  return to_answer(reply);
}

Result<std::string> Context::elicitation_id(std::string_view key) { return call_.name_of(key); }

Result<Sample> Context::sample(std::string_view key, const SampleRequest& request) {
  Result<std::string> params = sampling_params(request, call_.request().capabilities);
  if (!params) return params.error();
  const auto kind = request.tools.empty() ? Question::Kind::sampling : Question::Kind::sampling_with_tools;
  const auto reply =
      call_.ask({kind, std::string(key), "sampling/createMessage", *std::move(params)}, sample_misfit);
  if (!reply) return reply.error();
  return to_sample(**reply);
}

Result<std::vector<Root>> Context::roots(std::string_view key) {
  const auto reply = call_.ask({Question::Kind::roots, std::string(key), "roots/list", "{}"}, roots_misfit);
  if (!reply) return reply.error();
  std::vector<Root> roots;
  for (const Json& root : (*reply)->at("roots"))
    roots.push_back({text_of_member(root, "uri"), text_of_member(root, "name")});
  return roots;
}

void Context::keep(std::string_view state) { call_.questions().kept = state; }
std::string_view Context::kept() const { return call_.questions().kept; }

void Context::answer_meta(const Json& meta) {
  if (!meta.is_object()) throw std::invalid_argument("the `_meta` of an answer is no JSON object");
  call_.set_answer_meta(meta);
}

void Context::tools_changed() { call_.changes().publish({Change::Kind::tools}); }
void Context::prompts_changed() { call_.changes().publish({Change::Kind::prompts}); }
void Context::resources_changed() { call_.changes().publish({Change::Kind::resources}); }
void Context::resource_updated(std::string_view uri) {
  call_.changes().publish({Change::Kind::resource, std::string(uri)});
}
void Context::elicitation_completed(std::string_view id) {
  call_.changes().publish({Change::Kind::elicitation, std::string(id)});
}

}  // namespace mcp
