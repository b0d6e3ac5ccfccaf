#include "cli/client/session.h"

#include <algorithm>
#include <utility>

#include "cli/client/access.h"
#include "cli/client/message.h"
#include "cli/version.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr const char* kModern = "2026-07-28";
constexpr const char* kNewestLegacy = "2025-11-25";
constexpr const char* kLogLevel = "info";
constexpr const char* kUnsupported = "unsupported_protocol";
constexpr int kMaxRounds = 32;

Json client_info() { return {{"name", "mcpgen"}, {"version", kVersion}}; }

Json modern_meta(int id) {
  return {{"io.modelcontextprotocol/protocolVersion", kModern},
          {"io.modelcontextprotocol/clientInfo", client_info()},
          {"io.modelcontextprotocol/clientCapabilities",
           {{"elicitation", {{"form", Json::object()}, {"url", Json::object()}}}}},
          {"io.modelcontextprotocol/logLevel", kLogLevel},
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

ClientFault unsupported(std::string message) {
  return {ExitCode::unreachable, kUnsupported, std::move(message)};
}

/// Why no session could be opened in `revision`.
ClientFault era_fault(const Json& error, const std::string& revision) {
  const std::string newer = newest_common(member(member(error, "data"), "supported"));
  return unsupported("the server opens no session in " + revision + ": " + text_member(error, "message") +
                     (newer.empty() ? "" : " (it speaks " + newer + ")"));
}

bool is_result(const Session::Answer& answer) {
  const Json* message = std::get_if<Json>(&answer);
  return message != nullptr && message->contains("result");
}

/// The revision to go on with after the answer to `server/discover`; "" when there is none. Whoever answers
/// with anything but what such an answer is knows only older ones.
std::string supported_by(const Session::Answer& answer) {
  const Json* message = std::get_if<Json>(&answer);
  if (message == nullptr) return kNewestLegacy;
  const Json& error = member(*message, "error");
  if (is_modern_error(error)) return newest_common(member(member(error, "data"), "supported"));
  const Json& versions = member(member(*message, "result"), "supportedVersions");
  return versions.is_array() ? newest_common(versions) : kNewestLegacy;
}

bool is_unsupported(const Session::Answer& answer) {
  const ClientFault* fault = std::get_if<ClientFault>(&answer);
  return fault != nullptr && fault->code == kUnsupported;
}

/// What a modern server says of itself in its answer to `server/discover`.
Session::Answer description(const Json& answer) {
  if (!answer.contains("result")) return rpc_fault(member(answer, "error"));
  Json self = answer["result"];
  if (const Json& info = member(member(self, "_meta"), "io.modelcontextprotocol/serverInfo"); !info.is_null())
    self["serverInfo"] = info;
  self["protocolVersion"] = kModern;
  return self;
}

}  // namespace

Session::Session(Connection& connection, ClientEvents events, Patience patience)
    : connection_(connection), events_(std::move(events)), patience_(patience) {}

Session::Answer Session::exchange(const std::string& method, const Json& params,
                                  std::chrono::milliseconds timeout) {
  const int id = last_id_;
  auto until = Connection::Clock::now() + timeout;
  if (!connection_.send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}, until))
    return connection_.fault(method);
  while (auto message = connection_.receive(until)) {
    if (message->contains("method")) {
      const auto before = Connection::Clock::now();
      handle(*message);
      until += Connection::Clock::now() - before;  // the server does not pay for a person's thinking
    } else if (answers(*message, id)) {
      return std::move(*message);
    }
  }
  return connection_.fault(method);
}

bool Session::send(const Json& message) {
  return connection_.send(message, Connection::Clock::now() + patience_.answer);
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
  send(answer);
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
    Answer answer = exchange(method, params, patience_.answer);
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

Session::Answer Session::discover(std::chrono::milliseconds timeout) {
  modern_ = true;
  ++last_id_;
  return exchange("server/discover", {{"_meta", modern_meta(last_id_)}}, timeout);
}

Session::Answer Session::probe(std::chrono::milliseconds timeout) {
  Answer answer = discover(timeout);
  const bool asks_to_be_asked_again = supported_by(answer) == kModern && !is_result(answer);
  return asks_to_be_asked_again ? discover(timeout) : answer;
}

Session::Answer Session::initialize(const std::string& revision) {
  modern_ = false;
  ++last_id_;
  const Json params = {{"protocolVersion", revision},
                       {"capabilities", {{"elicitation", Json::object()}}},
                       {"clientInfo", client_info()}};
  Answer answer = exchange("initialize", params, patience_.answer);
  if (std::holds_alternative<ClientFault>(answer)) return answer;
  const Json& message = std::get<Json>(answer);
  if (message.contains("error")) return era_fault(message["error"], revision);
  Json self = member(message, "result");
  const std::string agreed = text_member(self, "protocolVersion");
  if (agreed == kModern || newest_common(Json::array({agreed})).empty()) {
    return unsupported("mcpgen does not open sessions of revision `" + agreed +
                       "`, which the server answers with");
  }
  if (!send({{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}}))
    return connection_.fault("notifications/initialized");
  // Many a server keeps its log to itself until it is asked; whoever refuses goes without.
  if (!member(member(self, "capabilities"), "logging").is_null())
    request("logging/setLevel", {{"level", kLogLevel}});
  return self;
}

Session::Answer Session::open(const std::string& revision) {
  if (revision.empty()) return find_revision();
  Answer self = revision == kModern ? open_modern() : initialize(revision);
  if (is_unsupported(self))
    std::get<ClientFault>(self).help = "without --protocol mcpgen finds the revision out by itself";
  return self;
}

Session::Answer Session::open_modern() {
  const Answer probed = probe(patience_.answer);
  if (std::holds_alternative<ClientFault>(probed)) return probed;
  if (supported_by(probed) == kModern) return description(std::get<Json>(probed));
  return unsupported(std::string("the server does not speak ") + kModern);
}

Session::Answer Session::find_revision() {
  Answer probed = probe(std::min(patience_.answer, patience_.probe));
  if (std::holds_alternative<ClientFault>(probed)) return open_unprobed(std::move(probed));
  const std::string chosen = supported_by(probed);
  if (chosen.empty()) return unsupported("the server does not speak any revision that mcpgen speaks");
  return chosen == kModern ? description(std::get<Json>(probed)) : initialize(chosen);
}

/// Opens a session with a server that did not answer the probe: an older one, or one that is slow to start.
Session::Answer Session::open_unprobed(Answer probed) {
  using Ending = Connection::Ending;
  const bool slow = connection_.ending() == Ending::timed_out;
  Answer self = std::move(probed);
  if (slow || connection_.ending() == Ending::refused) self = initialize(kNewestLegacy);
  // Some servers end when they hear anything before `initialize`.
  const bool ended = std::holds_alternative<ClientFault>(self) && connection_.ending() == Ending::closed;
  if (ended && connection_.reopen()) self = initialize(kNewestLegacy);
  if (!slow || !is_unsupported(self)) return self;
  // What has started by now may know nothing older, or have settled on what the probe spoke.
  Answer late = open_modern();
  return std::holds_alternative<Json>(late) ? late : self;
}

}  // namespace mcpgen
