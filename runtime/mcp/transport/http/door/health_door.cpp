#include "health_door.h"

#include <mcp/core/describe_version.h>
#include <mcp/transport/http/door/exchange.h>

namespace mcp::http {
namespace {

bool lives(std::string_view path) { return path == "/healthz" || path == "/livez"; }

}  // namespace

HealthDoor::HealthDoor(const ServerInfo& info, const Identity& identity)
    : version_(describe_version(info)), identity_(identity) {}

bool HealthDoor::is_open(const Head& head) {
  return lives(head.path) || (head.path == "/readyz" && head.query.empty());
}

bool HealthDoor::leads(std::string_view path) const {
  return lives(path) || path == "/readyz" || path == "/version";
}

std::optional<Response> HealthDoor::screen(const Head& head) const {
  if (head.method == "GET" || head.method == "HEAD") return {};
  return wrong_method(*this, head.path, "this is read with GET");
}

void HealthDoor::serve(const Request& request) {
  const Head& head = request.head;
  if (lives(head.path)) return request.reply.send(plain(200, "ok"));
  if (head.path == "/version") return request.reply.send(json(200, version_));
  request.reply.send(readiness(head.query == "verbose"));
}

Response HealthDoor::readiness(bool verbose) const {
  const bool knows = identity_.ready(), ready = knows && !draining_;
  const int status = ready ? 200 : 503;
  const std::string_view why = draining_ ? "the server is stopping" : "callers cannot be checked yet";
  if (!verbose) return plain(status, ready ? "ok" : std::string(why));
  std::string text = draining_ ? "[-]serving failed: the server is stopping" : "[+]serving ok";
  if (!knows) text += "\n[-]auth failed: callers cannot be checked yet";
  return plain(status, text);
}

}  // namespace mcp::http
