#include <wire_schema/check_wire.h>

#include <algorithm>
#include <array>

#include <wire_schema/definitions.h>

namespace wire {
namespace {

constexpr std::string_view kModern = "2026-07-28";

struct Kind {
  std::string_view method;
  std::string_view definition;
};

constexpr std::array kResults{
    Kind{"initialize", "InitializeResult"},
    Kind{"ping", "EmptyResult"},
    Kind{"logging/setLevel", "EmptyResult"},
    Kind{"resources/subscribe", "EmptyResult"},
    Kind{"resources/unsubscribe", "EmptyResult"},
    Kind{"server/discover", "DiscoverResult"},
    Kind{"subscriptions/listen", "SubscriptionsListenResult"},
    Kind{"tools/list", "ListToolsResult"},
    Kind{"tools/call", "CallToolResult"},
    Kind{"resources/list", "ListResourcesResult"},
    Kind{"resources/templates/list", "ListResourceTemplatesResult"},
    Kind{"resources/read", "ReadResourceResult"},
    Kind{"prompts/list", "ListPromptsResult"},
    Kind{"prompts/get", "GetPromptResult"},
    Kind{"completion/complete", "CompleteResult"},
    // Extensions have no schema of their own there: what holds for any result of their kind holds.
    Kind{"skills/list", "CacheableResult"},
    Kind{"skills/get", "CacheableResult"},
    Kind{"resources/directory/read", "PaginatedResult"},
    Kind{"tasks/get", "Result"},
    Kind{"tasks/update", "Result"},
    Kind{"tasks/cancel", "Result"},
};

constexpr std::array kCalls{
    Kind{"notifications/progress", "ProgressNotification"},
    Kind{"notifications/message", "LoggingMessageNotification"},
    Kind{"notifications/cancelled", "CancelledNotification"},
    Kind{"notifications/tools/list_changed", "ToolListChangedNotification"},
    Kind{"notifications/prompts/list_changed", "PromptListChangedNotification"},
    Kind{"notifications/resources/list_changed", "ResourceListChangedNotification"},
    Kind{"notifications/resources/updated", "ResourceUpdatedNotification"},
    Kind{"notifications/subscriptions/acknowledged", "SubscriptionsAcknowledgedNotification"},
    Kind{"notifications/elicitation/complete", "ElicitationCompleteNotification"},
    Kind{"elicitation/create", "ElicitRequest"},
    Kind{"sampling/createMessage", "CreateMessageRequest"},
    Kind{"roots/list", "ListRootsRequest"},
};

struct ErrorKind {
  std::int64_t code;
  std::string_view definition;
};

constexpr std::array kErrors{
    ErrorKind{-32020, "HeaderMismatchError"},
    ErrorKind{-32021, "MissingRequiredClientCapabilityError"},
    ErrorKind{-32022, "UnsupportedProtocolVersionError"},
};

template <typename Kinds>
std::string_view find(const Kinds& kinds, std::string_view method) {
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.method == method; });
  return found == kinds.end() ? std::string_view() : found->definition;
}

/// All that a message is held against.
class Report {
 public:
  explicit Report(std::string_view revision) : revision_(revision) {}

  void check(const mcp::Json& value, std::string_view name) {
    const mcp::schema::Schema* schema = definition(revision_, name);
    if (schema == nullptr) return add(std::string(name) + " does not exist in this revision");
    for (const auto& violation : schema->check(value))
      add(std::string(name) + " " + violation.pointer + ": " + violation.message);
  }
  bool knows(std::string_view name) const { return definition(revision_, name) != nullptr; }
  void add(std::string line) { lines_.push_back(std::string(revision_) + ": " + std::move(line)); }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  std::string_view revision_;
  std::vector<std::string> lines_{};
};

void check_result(Report& report, std::string_view revision, std::string_view answered,
                  const mcp::Json& result) {
  report.check(result, "Result");
  const std::string type = revision == kModern ? result.value("resultType", "") : "complete";
  if (type == "input_required") return report.check(result, "InputRequiredResult");
  if (type == "task") return;
  const std::string_view name = find(kResults, answered);
  if (name.empty()) return report.add("a result for the unknown method `" + std::string(answered) + "`");
  report.check(result, name);
  if (answered == "skills/list") report.check(result, "PaginatedResult");
  if (answered != "resources/directory/read") return;
  for (const mcp::Json& resource : result.value("resources", mcp::Json::array()))
    report.check(resource, "Resource");
}

void check_error(Report& report, std::string_view revision, const mcp::Json& message) {
  // Before 2025-11-25 the schemas have no form for an error whose request had no readable id.
  if (!message.contains("id") && revision < "2025-11-25") return;
  report.check(message, report.knows("JSONRPCErrorResponse") ? "JSONRPCErrorResponse" : "JSONRPCError");
  if (revision != kModern) return;
  const std::int64_t code = message["error"].value("code", std::int64_t{0});
  if (code == -32002 || code == -32042) report.add("this error code belongs to earlier revisions");
  for (const ErrorKind& kind : kErrors)
    if (kind.code == code) report.check(message, kind.definition);
}

void check_call(Report& report, std::string_view revision, const mcp::Json& message) {
  if (revision == kModern && message.contains("id")) report.add("a server sends no requests");
  const std::string method = message.value("method", "");
  const std::string_view name = find(kCalls, method);
  if (name.empty()) return report.add("a server does not send `" + method + "`");
  report.check(message, name);
}

}  // namespace

std::vector<std::string> check_wire(std::string_view revision, std::string_view answered,
                                    const mcp::Json& message) {
  Report report(revision);
  if (message.is_array()) {
    for (const mcp::Json& item : message) {
      if (item.contains("error")) {
        check_error(report, revision, item);
      } else {
        report.check(item, "JSONRPCMessage");
      }
    }
    return report.take();
  }
  if (!message.is_object()) {
    report.add("a message is an object");
  } else if (message.contains("method")) {
    report.check(message, "JSONRPCMessage");
    check_call(report, revision, message);
  } else if (message.contains("error")) {
    check_error(report, revision, message);
  } else if (message.contains("result")) {
    report.check(message, "JSONRPCMessage");
    check_result(report, revision, answered, message["result"]);
  } else {
    report.add("neither call nor response");
  }
  return report.take();
}

}  // namespace wire
