#include "router.h"

#include <algorithm>

namespace mcp::http {

std::optional<Response> Router::screen(const Head& head, const Client&) {
  if (head.path == "/healthz") return {};
  if (auto refusal = guard_.check(head)) return refusal;
  const Door* door = find_door(head.path);
  if (door == nullptr) return nothing_here();
  if (head.method == "OPTIONS") return guard_.preflight(head, door->methods(head.path));
  return door->screen(head);
}

void Router::serve(const Request& request) {
  if (request.head.path == "/healthz") return request.reply.send(plain(200, "ok"));
  guard_.allow(request.head, request.fields);
  find_door(request.head.path)->serve(request);
}

Door* Router::find_door(std::string_view path) const {
  const auto found = std::ranges::find_if(doors_, [&](const auto& door) { return door->leads(path); });
  return found == doors_.end() ? nullptr : found->get();
}

Response Router::nothing_here() const {
  std::string where;
  for (const auto& door : doors_) where.append(where.empty() ? "" : ", ").append(door->entrance());
  return plain(404, "nothing is here; this server is reached at " + where);
}

void Router::close_idle() {
  for (const auto& door : doors_) door->close_idle();
}

void Router::drain() {
  for (const auto& door : doors_) door->drain();
}

void Router::close() {
  for (const auto& door : doors_) door->close();
}

}  // namespace mcp::http
