#include <mcp/core/audit/audit_log.h>
#include <mcp/core/engine/answer_page.h>
#include <mcp/core/engine/audited.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/content_text.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/engine/permission.h>
#include <mcp/core/engine/rate_check.h>
#include <mcp/core/engine/request_state.h>
#include <mcp/core/log.h>
#include <mcp/json/held_json.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

/// A call that still runs after this becomes a task, where the tool leaves it to us.
constexpr std::chrono::milliseconds kTaskAfter{100};

const Json& empty_object() {
  static const Json empty = Json::object();
  return empty;
}

std::string error_result(const Request& request, std::string_view text) {
  ResultText result(request.connection->engine().texts, *request.revision);
  result.writer().key("content").begin_array();
  write_text_block(result.writer(), text);
  result.writer().end_array().key("isError").boolean(true);
  return result.close();
}

std::string list_violations(std::string text, const std::vector<schema::Violation>& violations) {
  for (const schema::Violation& violation : violations) {
    text.append("\n- ")
        .append(violation.pointer.empty() ? "the whole" : violation.pointer)
        .append(": ")
        .append(violation.message);
  }
  return text;
}

/// The same for a program: `[{"pointer":"/rating","detail":"must be at most 5"}]`.
std::string violations_json(const std::vector<schema::Violation>& violations) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_array();
  for (const auto& [pointer, message] : violations)
    writer.begin_object().key("pointer").string(pointer).key("detail").string(message).end_object();
  writer.end_array();
  return text;
}

/// `/rating = 8: must be at most 5`. Texts of the answer are left out: logs have other readers.
std::string violations_for_log(const Json& value, const std::vector<schema::Violation>& violations) {
  std::string text;
  for (const schema::Violation& violation : violations) {
    const Json::json_pointer pointer(violation.pointer);
    const bool number = value.contains(pointer) && value.at(pointer).is_number();
    text.append(text.empty() ? "" : "; ")
        .append(violation.pointer.empty() ? "the whole" : violation.pointer)
        .append(number ? " = " + to_text(value.at(pointer)) : "")
        .append(": ")
        .append(violation.message);
  }
  return text;
}

/// One of the places that a tool has for calls at once.
class Place {
 public:
  static std::optional<Place> take(const ToolEntry& entry) {
    if (entry.tool.concurrency > 0 && entry.running->fetch_add(1) >= entry.tool.concurrency) {
      entry.running->fetch_sub(1);
      return {};
    }
    return Place(entry.tool.concurrency > 0 ? entry.running : nullptr);
  }
  Place(Place&&) noexcept = default;
  ~Place() { give_back(); }
  void give_back() noexcept {
    if (const auto taken = std::move(taken_)) taken->fetch_sub(1);
  }

 private:
  explicit Place(std::shared_ptr<std::atomic<std::size_t>> taken) : taken_(std::move(taken)) {}
  std::shared_ptr<std::atomic<std::size_t>> taken_;
};

class ToolCall final : public Call {
 public:
  ToolCall(Request request, const ToolEntry& entry, Place place, std::chrono::milliseconds timeout)
      : Call(std::move(request), timeout), entry_(entry), place_(std::move(place)) {}

  bool once() const override { return entry_.tool.once; }
  bool counts() const override { return entry_.tool.rate.limits(); }
  /// One more run, unless it is the rest of one.
  std::optional<RpcError> over_rate() const {
    return goes_on() ? std::nullopt : mcp::over_rate(request(), entry_.tool);
  }

 protected:
  Outcome run(Context& context) override {
    const Json* sent = request().param("arguments");
    HeldJson filled;
    const Json* arguments = completed(sent == nullptr ? empty_object() : *sent, *filled);
    if (arguments == nullptr)
      return trouble(rpc_code::kInvalidParams, "the defaults of these arguments take too much room");
    Result<ToolAnswer> answer = entry_.tool.call(*arguments, context);
    if (!answer_is_wanted()) return {};
    if (!answer) return failed(answer.error());
    if (const std::string problem = output_problem(*answer); !problem.empty()) {
      log_line(LogLevel::error, "a tool answered what its output schema does not allow",
               {{"tool", entry_.tool.name}, {"what", problem}});
      return trouble(rpc_code::kInternalError, "the tool broke its own output schema");
    }
    return write(*answer);
  }

  Outcome trouble(int code, std::string text) const override {
    if (request().revision->era == Era::none) return Call::trouble(code, std::move(text));
    return Answered(error_result(request(), text), code);
  }

  Pace* pace() const override { return entry_.pace.get(); }

  void make_room() noexcept override { place_.give_back(); }

  Outcome failed(const Error& error) const override {
    if (request().revision->era == Era::none) return failed_without_message(error);
    switch (error.code) {
      case Error::Code::tool_failed:
      case Error::Code::not_found:
        return Answered(error_result(request(), error.message), rpc_code::kInternalError);
      case Error::Code::rate_limited:
      case Error::Code::deadline_exceeded:
      case Error::Code::unavailable:
        return Answered(error_result(request(), error.message), to_rpc_error(error, {}).code);
      default:
        return Call::failed(error);
    }
  }

 private:
  Outcome failed_without_message(const Error& error) const {
    if (error.code == Error::Code::not_found)
      return RpcError{.code = rpc_code::kNotFound, .message = error.message};
    return Call::failed(error);
  }

  /// `sent` with the defaults of what it leaves out, in `filled` where there are any; null when they are too
  /// many.
  const Json* completed(const Json& sent, Json& filled) const {
    if (!entry_.input || !entry_.input->has_defaults()) return &sent;
    filled = sent;
    return entry_.input->fill_in(filled) ? &filled : nullptr;
  }

  /// Why the structured output cannot be sent, "" when it can. Reads it only where somebody has to: for its
  /// schema, or because it was not made by JsonWriter; then it is written again.
  std::string output_problem(ToolAnswer& answer) const {
    if (!entry_.output && (answer.written || answer.structured.empty())) return {};
    const auto document = read_json(answer.structured, kOwnText);
    if (const auto* fault = std::get_if<JsonFault>(&document)) return "not JSON: " + fault->message;
    const Json& value = std::get<Json>(document);
    if (!answer.written) answer.structured = to_text(value);
    return entry_.output ? violations_for_log(value, entry_.output->check(value)) : std::string();
  }

  std::string write(const ToolAnswer& answer) const {
    ResultText result(engine().texts, *request().revision);
    JsonWriter& writer = result.writer();
    writer.key("content").begin_array();
    for (const ContentBlock& block : answer.content.blocks()) write_block(writer, block, *request().revision);
    if (answer.content.empty() && !answer.structured.empty()) write_text_block(writer, answer.structured);
    writer.end_array();
    write_structured(writer, answer.structured);
    return result.close(answer_meta());
  }

  void write_structured(JsonWriter& writer, std::string_view structured) const {
    const Revision& revision = *request().revision;
    if (structured.empty() || !revision.structured_output) return;
    if (revision.any_output ||
        (entry_.tool.wrapped_output_schema_json.empty() && structured.front() == '{')) {
      writer.key("structuredContent").raw(structured);
    } else if (!entry_.tool.wrapped_output_schema_json.empty()) {
      writer.key("structuredContent").begin_object().key("result").raw(structured).end_object();
    }
  }

  const ToolEntry& entry_;
  Place place_;
};

/// Says why the arguments do not do: to a model in words, to a program in parts. False when they do.
bool refuse_arguments(const Request& request, const ToolEntry& entry, const Json& arguments) {
  if (!entry.input) return false;
  const auto violations = entry.input->check(arguments);
  if (violations.empty()) return false;
  const std::string what = "The arguments of `" + std::string(entry.tool.name) + "` do not fit";
  RpcError error = invalid_params(what);
  if (request.revision->era == Era::none) {
    error.data = violations_json(violations);
    request.refuse(error);
  } else {
    if (request.audited != nullptr) request.audited->end(request, error.code);
    request.answer(error_result(request, list_violations(what + ":", violations)));
  }
  return true;
}

void refuse_unknown(const Request& request, const std::string& name) {
  RpcError error = invalid_params("unknown tool: " + name);
  if (request.audited != nullptr) request.audited->end(request, error.code);
  if (request.revision->era == Era::none) error.code = rpc_code::kNotFound;
  request.refuse(error);
}

/// Begins to record the call. False when it is refused, since that cannot be done.
bool begin_audit(Request& request, std::string_view tool) {
  request.audited = Audited::begin(request, tool);
  if (request.audited == nullptr || request.connection->engine().audit->allows()) return true;
  request.refuse({.code = rpc_code::kUnavailable,
                  .message = "calls that cannot be recorded are refused, try again later",
                  .http_status = 503});
  return false;
}

/// The call becomes a task, if there is a place for one and it is not over before.
void adopt(const std::shared_ptr<Call>& call, std::chrono::milliseconds run_limit) {
  Tasks& tasks = call->engine().tasks;
  if (auto places = tasks.take_places(call->request().caller->share()))
    tasks.adopt(call, *std::move(places), run_limit);
}

/// Begins it once it has all the places it needs, for only then may what it brings along be spent.
void start(const std::shared_ptr<ToolCall>& call, const Tool& tool) {
  const Request& request = call->request();
  Engine::Impl& engine = call->engine();
  const bool may_be_task = tool.task != TaskMode::never && request.capabilities.tasks;
  const bool is_task = may_be_task && tool.task == TaskMode::always;
  const bool quick = tool.quick && !may_be_task;
  const std::chrono::milliseconds run_limit = tool.timeout.count() > 0 ? tool.timeout : Tasks::kRunLimit;
  if (!quick && !call->take_place()) return;
  Task::Places places;
  if (is_task) {
    auto taken = engine.tasks.take_places(request.caller->share());
    if (!taken) return call->refuse(to_rpc_error(taken.error(), request.subject()));
    places = *std::move(taken);
  }
  if (const auto error = take_retry(*call)) return call->refuse(*error);
  if (const auto error = call->over_rate()) return call->refuse(*error);
  if (is_task) {
    if (engine.tasks.adopt(call, std::move(places), run_limit) == nullptr)
      return call->refuse(internal_error(request.subject(), "a call cannot become a task", "no random name"));
    return call->run_as_task();
  }
  if (may_be_task)
    engine.timers.at(Call::Clock::now() + kTaskAfter, [weak = std::weak_ptr<Call>(call), run_limit] {
      if (const auto self = weak.lock()) adopt(self, run_limit);
    });
  call->start(quick);
}

}  // namespace

void list_tools(Request&& request) { answer_page(std::move(request), Listings::Kind::tools); }

void call_tool(Request&& request) {
  const std::string* name = request.text_param("name");
  if (!begin_audit(request, name == nullptr ? std::string_view() : *name)) return;
  if (const auto error = over_rate(request)) return request.refuse(*error);
  if (name == nullptr) return request.refuse(invalid_params("`name` must be a string"));
  const Json* arguments = request.param("arguments");
  if (arguments != nullptr && !arguments->is_object())
    return request.refuse(invalid_params("`arguments` must be an object"));
  Engine::Impl& engine = request.connection->engine();
  const ToolEntry* entry = engine.registry().tool(*name);
  if (entry == nullptr) return refuse_unknown(request, *name);
  if (const auto refusal = refusal_of(request, entry->tool.scopes, entry->tool.open))
    return request.refuse(*refusal);
  if (entry->tool.task == TaskMode::always && !request.capabilities.tasks && request.revision->modern())
    return request.refuse(tasks_required());
  if (request.headers != nullptr && request.revision->modern()) {
    const std::string header = differing_header(
        entry->param_headers, arguments == nullptr ? empty_object() : *arguments, *request.headers);
    if (!header.empty())
      return request.refuse({.code = rpc_code::kHeaderMismatch,
                             .message = header + " is not what the argument says",
                             .http_status = 400});
  }
  if (refuse_arguments(request, *entry, arguments == nullptr ? empty_object() : *arguments)) return;
  std::optional<Place> place = Place::take(*entry);
  if (!place)
    return request.refuse({.code = rpc_code::kUnavailable,
                           .message = "all places of `" + *name + "` are taken, try again later",
                           .http_status = 503});
  const Tool& tool = entry->tool;
  const auto timeout = tool.timeout.count() > 0 ? tool.timeout : engine.limits().timeout;
  start(std::make_shared<ToolCall>(std::move(request), *entry, *std::move(place), timeout), tool);
}

}  // namespace mcp
