#include "budget.h"

namespace mcp::http {

bool Budget::hold(std::size_t before, std::size_t now) {
  if (now == before) return true;
  const std::size_t total = held_->fetch_add(now - before) + (now - before);
  return now < before || total <= limits_.buffered;
}

std::shared_ptr<const void> Budget::pass_on(std::size_t bytes) {
  return {nullptr, [held = held_, bytes](const void*) { *held -= bytes; }};
}

}  // namespace mcp::http
