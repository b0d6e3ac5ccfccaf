#include "router.h"

namespace mcp::http {

Router::Router(Engine& engine, Options options)
    : path_(std::move(options.path)), guard_(std::move(options.guard)), mcp_(engine, options.sessions) {}

std::optional<Response> Router::screen(const Head& head, const Client&) {
  if (head.path == "/healthz") return {};
  if (auto refusal = guard_.check(head)) return refusal;
  if (head.path != path_) return plain(404, "nothing is here; the MCP endpoint is " + path_);
  if (head.method == "OPTIONS") return guard_.preflight(head, "GET, POST, DELETE");
  return mcp_.screen(head);
}

void Router::serve(const Request& request) {
  if (request.head.path == "/healthz") return request.reply.send(plain(200, "ok"));
  guard_.allow(request.head, request.fields);
  mcp_.serve(request);
}

}  // namespace mcp::http
