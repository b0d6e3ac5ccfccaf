#include <mcp/core/engine/request_state.h>

#include <utility>

#include <mcp/core/base64.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/members.h>
#include <mcp/core/random.h>
#include <mcp/core/sha256.h>
#include <mcp/json/add_member.h>
#include <mcp/json/compare.h>
#include <mcp/json/held_json.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

constexpr std::chrono::minutes kStateLifetime{15};

/// What is asked for, without what belongs to this one request.
HeldJson asked_by(const Json& params) {
  HeldJson asked = Json::object();
  for (const auto& [name, value] : params.items())
    if (name != "_meta" && name != "inputResponses" && name != "requestState")
      add_member(*asked, name, value);
  return asked;
}

/// What a sealed state is good for: this caller, this method, these arguments, and nothing else. What may be
/// used once is good for no longer and no farther than it is known whether it was.
std::string binding_of(Call& call) {
  const Request& request = call.request();
  const std::string caller = request.caller->principal.id();
  std::string facts = std::to_string(caller.size()) + ":" + caller + request.method + "\n";
  if (call.once() && !call.engine().once.is_shared()) facts += call.engine().name + "\n";
  facts += canonical_text(asked_by(request.params));
  const auto digest = sha256(facts);
  return {digest.begin(), digest.end()};
}

Result<std::string> seal_state(Call& call) {
  Result<std::string> nonce = random_handle();
  if (!nonce) return nonce;
  std::string state;
  JsonWriter writer(state);
  writer.begin_object().key("nonce").string(*nonce);
  writer.key("kept").string(to_base64(call.questions().kept)).key("answers").begin_object();
  for (const auto& [key, answer] : call.questions().used()) writer.key(key).value(*answer);
  writer.end_object().key("names").begin_object();
  for (const auto& [key, name] : call.questions().names) writer.key(key).string(name);
  writer.end_object().end_object();
  return call.engine().sealer.seal(state, binding_of(call), kStateLifetime);
}

RpcError bad_state(std::string message) { return invalid_params(std::move(message)); }

std::optional<RpcError> open_state(Call& call, const std::string& sealed) {
  const Result<std::string> opened = call.engine().sealer.open(sealed, binding_of(call));
  if (!opened) return bad_state("`requestState` is not valid for this request");
  const auto document = read_json(*opened);
  const Json* state = std::get_if<Json>(&document);
  if (state == nullptr) return bad_state("`requestState` is not readable");
  if (call.once() || call.counts()) {
    const Caller& caller = *call.request().caller;
    const Result<bool> first = call.engine().once.spend(
        caller.principal.id() + "/" + state->at("nonce").get<std::string>(), caller.share(), kStateLifetime);
    if (call.once()) {
      if (!first) return to_rpc_error(first.error(), call.request().subject());
      if (!*first) return bad_state("`requestState` was used before");
    }
    if (first && *first) call.go_on();
  }
  call.questions().kept = from_base64(state->at("kept").get<std::string>()).value_or(std::string());
  for (const auto& [key, answer] : state->at("answers").items()) call.questions().answer(key, answer);
  if (const Json* names = find_member(*state, "names"))  // a server of before may have sealed it
    for (const auto& [key, name] : names->items()) call.questions().names.emplace(key, name);
  return {};
}

}  // namespace

void describe(JsonWriter& writer, const Question& question) {
  writer.begin_object().key("method").string(question.method).key("params").raw(question.params).end_object();
}

Outcome input_required(Call& call) {
  const Result<std::string> sealed = seal_state(call);
  if (!sealed) return to_rpc_error(sealed.error(), call.request().subject());
  ResultText result(call.engine().texts, *call.request().revision, "input_required");
  JsonWriter& writer = result.writer();
  writer.key("inputRequests").begin_object();
  for (const Question& question : call.questions().open()) {
    writer.key(question.key);
    describe(writer, question);
  }
  writer.end_object().key("requestState").string(*sealed);
  return result.close();
}

std::optional<RpcError> take_retry(Call& call) {
  const Request& request = call.request();
  if (!request.revision->modern()) return {};
  const Json* responses = request.param("inputResponses");
  if (responses != nullptr) {
    if (!responses->is_object()) return invalid_params("`inputResponses` must be an object");
    for (const auto& [key, response] : responses->items())
      if (!response.is_object()) return invalid_params("`inputResponses`: `" + key + "` must be an object");
  }
  const Json* state = request.param("requestState");
  if (state == nullptr && responses != nullptr && call.once())
    return invalid_params("this tool takes answers only with their `requestState`");
  if (responses != nullptr)
    for (const auto& [key, response] : responses->items()) call.questions().answer(key, response);
  if (state == nullptr) return {};
  if (!state->is_string()) return invalid_params("`requestState` must be a string");
  // Last, so that nobody changes an answer that the handler has acted on.
  return open_state(call, state->get_ref<const std::string&>());
}

}  // namespace mcp
