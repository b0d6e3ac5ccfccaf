#include <algorithm>

#include <mcp/core/engine/call.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/engine/permission.h>
#include <mcp/core/members.h>

namespace mcp {
namespace {

constexpr std::size_t kMostValues = 100;

struct Completed {
  const std::vector<Completer>* completers = nullptr;
  const std::vector<std::string>* scopes = nullptr;
};

std::string write_completion(const Request& request, const Completion& completion) {
  ResultText result(request.connection->engine().texts, *request.revision);
  JsonWriter& writer = result.writer();
  writer.key("completion").begin_object().key("values").begin_array();
  const std::size_t count = std::min(completion.values.size(), kMostValues);
  for (std::size_t i = 0; i < count; ++i) writer.string(completion.values[i]);
  writer.end_array();
  if (completion.total >= 0) writer.key("total").integer(completion.total);
  writer.key("hasMore").boolean(completion.has_more || completion.values.size() > count).end_object();
  return result.close();
}

class CompletionCall final : public Call {
 public:
  CompletionCall(Request request, const Completer& completer, std::chrono::milliseconds timeout)
      : Call(std::move(request), timeout), completer_(completer) {}

  bool asks() const override { return false; }

 protected:
  Outcome run(Context& context) override {
    static const Json kNone = Json::object();
    const Json* before = request().param("context");
    const Json* arguments = before == nullptr ? nullptr : find_member(*before, "arguments");
    const std::string& prefix = request().param("argument")->at("value").get_ref<const std::string&>();
    const Result<Completion> completion =
        completer_.complete(prefix, arguments != nullptr ? *arguments : kNone, context);
    if (!answer_is_wanted()) return {};
    if (!completion) return failed(completion.error());
    return write_completion(request(), *completion);
  }

 private:
  const Completer& completer_;
};

bool is_object_of_texts(const Json& value) {
  return value.is_object() &&
         std::all_of(value.begin(), value.end(), [](const Json& member) { return member.is_string(); });
}

bool has_good_context(const Request& request) {
  const Json* context = request.param("context");
  if (context == nullptr) return true;
  if (!context->is_object()) return false;
  const Json* arguments = find_member(*context, "arguments");
  return arguments == nullptr || is_object_of_texts(*arguments);
}

/// What the reference names, empty when there is no such thing.
Completed find_reference(const Registry& registry, const Json& reference) {
  const std::string* type = find_text(reference, "type");
  if (type == nullptr) return {};
  if (*type == "ref/prompt") {
    const std::string* name = find_text(reference, "name");
    const Prompt* prompt = name == nullptr ? nullptr : registry.prompt(*name);
    if (prompt != nullptr) return {&prompt->completers, &prompt->scopes};
  } else if (*type == "ref/resource") {
    const std::string* uri = find_text(reference, "uri");
    const ResourceEntry* entry = uri == nullptr ? nullptr : registry.resource(*uri);
    if (entry != nullptr) return {&entry->resource.completers, &entry->resource.scopes};
  }
  return {};
}

Completion with_prefix(const std::vector<std::string>& values, std::string_view prefix) {
  Completion completion;
  std::copy_if(values.begin(), values.end(), std::back_inserter(completion.values),
               [&](const std::string& value) { return value.starts_with(prefix); });
  completion.total = static_cast<long>(completion.values.size());
  return completion;
}

}  // namespace

void complete(Request&& request) {
  Engine::Impl& engine = request.connection->engine();
  const Json* ref = request.param("ref");
  const Completed reference = ref == nullptr ? Completed{} : find_reference(engine.registry(), *ref);
  if (reference.completers == nullptr)
    return request.refuse(invalid_params("`ref` must name a prompt or a resource"));
  const Json* asked = request.param("argument");
  const std::string* argument = asked == nullptr ? nullptr : find_text(*asked, "name");
  const std::string* prefix = asked == nullptr ? nullptr : find_text(*asked, "value");
  if (argument == nullptr || prefix == nullptr || !has_good_context(request))
    return request.refuse(
        invalid_params("`argument` needs a name and a value, `context` arguments that are texts"));
  if (const auto refusal = refusal_of(request, *reference.scopes)) return request.refuse(*refusal);

  const auto completer =
      std::find_if(reference.completers->begin(), reference.completers->end(),
                   [&](const Completer& candidate) { return candidate.argument == *argument; });
  if (completer == reference.completers->end()) return request.answer(write_completion(request, {}));
  if (!completer->complete)
    return request.answer(write_completion(request, with_prefix(completer->values, *prefix)));
  std::make_shared<CompletionCall>(std::move(request), *completer, engine.limits().timeout)->start(false);
}

}  // namespace mcp
