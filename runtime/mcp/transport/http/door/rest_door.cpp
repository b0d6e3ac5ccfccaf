#include "rest_door.h"

#include <memory>
#include <utility>

#include <mcp/core/engine/rate_check.h>
#include <mcp/core/rpc/raw_text.h>
#include <mcp/core/rpc/rpc_error.h>
#include <mcp/core/server.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/transport/http/door/exchange.h>
#include <mcp/transport/http/door/media_type.h>
#include <mcp/transport/http/door/problem.h>

namespace mcp::http {
namespace {

constexpr std::string_view kDescription = "/openapi.json";

bool is_allowed(const Head& head) {
  if (head.path == kDescription) return head.method == "GET" || head.method == "HEAD";
  return head.method == "POST";
}

/// Most of our own codes read like the status they go with.
int status_of(int code) {
  switch (code) {
    case rpc_code::kInvalidParams:
      return 422;
    case rpc_code::kMissingCapability:
      return 501;
    case rpc_code::kCancelled:
      return 503;
    default:
      return code >= 400 && code < 600 ? code : 500;
  }
}

Response to_problem(const RpcError& error) {
  if (error.code == rpc_code::kMissingCapability)
    return problem(501, "the tool has questions, which plain HTTP cannot carry: call it over MCP");
  const bool has_parts = error.code == rpc_code::kInvalidParams;
  Response response =
      problem(status_of(error.code), error.message, has_parts ? error.data : std::string_view());
  response.scopes = error.scopes;
  response.retry_after = error.retry_after;
  return response;
}

/// A result is `{"content":…}` and, where the tool has a structured output, that after it.
std::string body_of(std::string_view result) {
  const std::string_view structured = member_text(result, 1);
  return std::string(structured.empty() ? result : structured);
}

/// The answer to one call.
class Called final : public Outlet, public Watcher {
 public:
  Called(Reply reply, std::shared_ptr<Peer> peer) : reply_(std::move(reply)), peer_(std::move(peer)) {}

  void gone() override { peer_->close(); }
  void stopping() override { peer_->drain(); }

  void send(std::string) override {}
  void answer_result(std::string_view, std::string_view result) override try {
    reply_.send(json(200, body_of(result)));
  } catch (...) {
    abandon();
  }
  void answer_error(std::string_view, const RpcError& error) override try {
    reply_.send(to_problem(error));
  } catch (...) {
    abandon();
  }
  void abandon() noexcept override { reply_.cut(); }

 private:
  const Reply reply_;
  const std::shared_ptr<Peer> peer_;
};

}  // namespace

RestDoor::RestDoor(Engine& engine) : engine_(engine), description_(engine.server()) {}

std::string_view RestDoor::entrance() const { return kDescription; }

bool RestDoor::leads(std::string_view path) const {
  return path == kDescription || path.starts_with(kToolsPath);
}

std::string_view RestDoor::methods(std::string_view path) const {
  return path == kDescription ? "GET, HEAD" : "POST";
}

std::optional<Response> RestDoor::screen(const Head& head) const {
  if (!is_allowed(head)) {
    const std::string_view allowed = methods(head.path);
    Response response = problem(405, "what can be done here is " + std::string(allowed));
    response.fields.emplace_back("Allow", allowed);
    return response;
  }
  if (!accepts(head, "application/json"))
    return problem(406, "the answer is JSON: `Accept: application/json`");
  if (head.path == kDescription) return {};
  if (!is_json(head[Name::content_type]) || head[Name::content_encoding])
    return problem(415, "the body must be JSON: `Content-Type: application/json`");
  return {};
}

void RestDoor::serve(const Request& request) {
  if (request.head.path == kDescription) return describe(request);
  call(request);
}

void RestDoor::describe(const Request& request) {
  if (const auto error = over_rate(engine_.impl(), request.caller))
    return request.reply.send(to_problem(*error));
  Response response = json(200, description_.text_for(request.caller.principal));
  // A browser or a proxy must show nobody what another may use, and needs no cache to hear what is new.
  response.fields.emplace_back("Cache-Control", "private, no-cache");
  request.reply.send(std::move(response));
}

void RestDoor::call(const Request& request) {
  const ServerLimits& limits = engine_.server().limits();
  auto arguments = read_json(request.body, {.depth = limits.json_depth, .values = limits.json_values});
  if (const auto* fault = std::get_if<JsonFault>(&arguments)) {
    const auto too_often = over_rate(engine_.impl(), request.caller);
    return request.reply.send(
        too_often ? to_problem(*too_often)
                  : problem(400, "the body must be the arguments, a JSON object: " + fault->message));
  }
  const std::shared_ptr<Peer> peer = engine_.connect(silence(), request.caller);
  const auto called = std::make_shared<Called>(request.reply, peer);
  request.watcher = called;
  peer->call_tool(request.head.path.substr(kToolsPath.size()), std::move(std::get<Json>(arguments)),
                  {.reply = called, .memory = request.memory});
}

}  // namespace mcp::http
