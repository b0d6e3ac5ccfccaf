#include "cli/client/session.h"

#include <algorithm>
#include <utility>

#include "cli/client/access.h"
#include "cli/version.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr const char* kModern = "2026-07-28";
constexpr const char* kNewestLegacy = "2025-11-25";
constexpr std::chrono::milliseconds kProbeTimeout{5000};
constexpr int kMaxRounds = 32;

Json client_info() { return {{"name", "mcpgen"}, {"version", kVersion}}; }

Json modern_meta(int id) {
  return {{"io.modelcontextprotocol/protocolVersion", kModern},
          {"io.modelcontextprotocol/clientInfo", client_info()},
          {"io.modelcontextprotocol/clientCapabilities",
           {{"elicitation", {{"form", Json::object()}, {"url", Json::object()}}}}},
          {"io.modelcontextprotocol/logLevel", "info"},
          {"progressToken", id}};
}

bool is_modern_error(const Json& error) {
  const Json& code = member(error, "code");
  return code.is_number_integer() && code >= -32022 && code <= -32020;
}

/// The newest revision that both sides speak; "" when there is none.
std::string newest_common(const Json& supported) {
  for (const char* revision : {kModern, kNewestLegacy, "2025-06-18", "2025-03-26", "2024-11-05"}) {
    if (supported.is_array() && std::find(supported.begin(), supported.end(), revision) != supported.end())
      return revision;
  }
  return "";
}

ClientFault rpc_fault(const Json& error) {
  return {ExitCode::tool_failed, "protocol_error", text_member(error, "message")};
}

}  // namespace

Session::Session(Connection& connection, ClientEvents events, std::chrono::milliseconds timeout)
    : connection_(connection), events_(std::move(events)), timeout_(timeout) {}

ClientFault Session::ending_fault(const std::string& method) const {
  switch (connection_.ending()) {
    case Connection::Ending::timed_out:
      return {ExitCode::unreachable, "timeout", "no answer to " + method + " in time"};
    case Connection::Ending::malformed:
      return {ExitCode::unreachable, "malformed", "the server wrote something that is no JSON-RPC message"};
    default:
      return {ExitCode::unreachable, "unreachable", "the server ended before it answered " + method};
  }
}

Session::Answer Session::exchange(const std::string& method, const Json& params,
                                  std::chrono::milliseconds timeout) {
  const int id = last_id_;
  if (!connection_.send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}})) {
    return ClientFault{ExitCode::unreachable, "unreachable", "the server ended before it read " + method};
  }
  const auto until = Connection::Clock::now() + timeout;
  while (auto message = connection_.receive(until)) {
    if (message->contains("method")) {
      handle(*message);
    } else if (member(*message, "id") == id) {
      return std::move(*message);
    }
  }
  return ending_fault(method);
}

void Session::handle(const Json& message) {
  const std::string method = text_member(message, "method");
  const Json& params = member(message, "params");
  if (method == "notifications/progress") events_.progress(params);
  if (method == "notifications/message") events_.log(params);
  if (!message.contains("id")) return;
  Json answer = {{"jsonrpc", "2.0"}, {"id", message["id"]}};
  if (method == "elicitation/create") {
    answer["result"] = events_.elicit(params);
  } else if (method == "ping") {
    answer["result"] = Json::object();
  } else {
    answer["error"] = {{"code", -32601}, {"message", "mcpgen does not answer " + method}};
  }
  connection_.send(answer);
}

Json Session::answers_of(const Json& input_requests) {
  Json answers = Json::object();
  if (!input_requests.is_object()) return answers;
  for (const auto& [key, request] : input_requests.items()) {
    if (text_member(request, "method") == "elicitation/create")
      answers[key] = events_.elicit(member(request, "params"));
  }
  return answers;
}

Session::Answer Session::request(const std::string& method, Json params) {
  for (int round = 0; round < kMaxRounds; ++round) {
    ++last_id_;
    params["_meta"] = modern_ ? modern_meta(last_id_) : Json{{"progressToken", last_id_}};
    Answer answer = exchange(method, params, timeout_);
    if (std::holds_alternative<ClientFault>(answer)) return answer;
    const Json& message = std::get<Json>(answer);
    if (message.contains("error")) return rpc_fault(message["error"]);
    Json result = member(message, "result");
    const std::string type = text_member(result, "resultType");
    if (type.empty() || type == "complete") return result;
    if (type != "input_required") {
      return ClientFault{ExitCode::tool_failed, "unsupported_result",
                         "the server answered with a `" + type + "` result"};
    }
    params["inputResponses"] = answers_of(member(result, "inputRequests"));
    params.erase("requestState");
    if (result.contains("requestState")) params["requestState"] = result["requestState"];
  }
  return ClientFault{ExitCode::tool_failed, "too_many_questions", "the server keeps asking; gave up"};
}

Session::Answer Session::discover() {
  ++last_id_;
  return exchange("server/discover", {{"_meta", modern_meta(last_id_)}}, std::min(timeout_, kProbeTimeout));
}

Session::Answer Session::initialize(const std::string& revision) {
  ++last_id_;
  const Json params = {{"protocolVersion", revision},
                       {"capabilities", {{"elicitation", Json::object()}}},
                       {"clientInfo", client_info()}};
  Answer answer = exchange("initialize", params, timeout_);
  if (std::holds_alternative<ClientFault>(answer)) return answer;
  const Json& message = std::get<Json>(answer);
  if (message.contains("error")) {
    ClientFault fault = rpc_fault(message["error"]);
    fault.exit_code = ExitCode::unreachable;
    return fault;
  }
  connection_.send({{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}});
  return member(message, "result");
}

Session::Answer Session::open(const std::string& revision) {
  if (!revision.empty() && revision != kModern) return initialize(revision);
  modern_ = true;
  Answer probe = discover();
  const Json* message = std::get_if<Json>(&probe);
  if (message == nullptr && connection_.ending() != Connection::Ending::timed_out) return probe;

  // Any error but a modern one means a server of the older era, and so does silence.
  std::string chosen = kNewestLegacy;
  Json self;
  if (message != nullptr && message->contains("result")) {
    self = (*message)["result"];
    chosen = newest_common(member(self, "supportedVersions"));
  } else if (message != nullptr && is_modern_error(member(*message, "error"))) {
    chosen = newest_common(member(member((*message)["error"], "data"), "supported"));
  }
  if (chosen.empty() || (!revision.empty() && chosen != revision)) {
    const std::string wanted = revision.empty() ? "any revision that mcpgen speaks" : revision;
    return ClientFault{ExitCode::unreachable, "unsupported_protocol", "the server does not speak " + wanted};
  }
  modern_ = chosen == kModern;
  if (!modern_) return initialize(chosen);
  self["serverInfo"] = member(member(self, "_meta"), "io.modelcontextprotocol/serverInfo");
  self["protocolVersion"] = kModern;
  return self;
}

}  // namespace mcpgen
