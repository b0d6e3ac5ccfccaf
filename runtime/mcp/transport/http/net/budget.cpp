#include "budget.h"

namespace mcp::http {

bool Budget::hold(std::size_t before, std::size_t now) {
  if (now == before) return true;
  const std::size_t total = held_.fetch_add(now - before) + (now - before);
  return now < before || total <= limits_.buffered;
}

}  // namespace mcp::http
