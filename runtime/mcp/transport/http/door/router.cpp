#include "router.h"

#include <algorithm>
#include <utility>

namespace mcp::http {
namespace {

/// That ask others who somebody is: databases, issuers of tokens.
constexpr std::size_t kWaitingThreads = 8;

}  // namespace

Router::Router(const ServerInfo& info, Guard::Options guard, Identity identity,
               std::vector<std::unique_ptr<Door>> doors)
    : guard_(std::move(guard)),
      identity_(std::move(identity)),
      doors_(std::move(doors)),
      health_(doors_.emplace_back(std::make_unique<HealthDoor>(info, identity_)).get()),
      waiting_({.threads = kWaitingThreads}) {}

Verdict Router::screen(const Head& head, const Client& client, Caller& caller) {
  const Door* const door = find_door(head.path);
  if (door == health_ && HealthDoor::is_open(head)) return {.refusal = door->screen(head)};
  if (auto refusal = guard_.check(head, client)) return {.refusal = std::move(refusal)};
  if (door == nullptr) return {.refusal = nothing_here()};
  if (head.method == "OPTIONS") return {.refusal = guard_.preflight(head, door->methods(head.path))};
  if (door->is_public()) return {.refusal = door->screen(head)};
  Verdict verdict = identity_.recognise(head, client, caller);
  if (!verdict.open && !verdict.refusal) verdict.refusal = admit(head, client, caller);
  return verdict;
}

std::optional<Response> Router::inquire(const Head& head, const Client& client, Caller& caller) {
  if (auto refusal = identity_.inquire(head, client, caller)) return refusal;
  return admit(head, client, caller);
}

/// Whose identity is known.
std::optional<Response> Router::admit(const Head& head, const Client& client, const Caller& caller) const {
  const Door* const door = find_door(head.path);
  if (door == health_ && caller.principal.anonymous() && !client.loopback)
    return plain(403, "this is told on the server's own machine only, or to those it knows");
  return door->screen(head);
}

bool Router::do_waiting(std::function<void()> job) { return waiting_.submit(std::move(job)) != nullptr; }

void Router::serve(const Request& request) {
  guard_.allow(request.head, request.fields);
  find_door(request.head.path)->serve(request);
}

Door* Router::find_door(std::string_view path) const {
  const auto found = std::ranges::find_if(doors_, [&](const auto& door) { return door->leads(path); });
  return found == doors_.end() ? nullptr : found->get();
}

Response Router::nothing_here() const {
  std::string where;
  for (const auto& door : doors_) {
    if (door.get() != health_) where.append(where.empty() ? "" : ", ").append(door->entrance());
  }
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
