#include "line_splitter.h"

namespace mcp::transport {

LineSplitter::Found LineSplitter::next(std::string_view& line) {
  if (partial_given_) forget_partial();
  while (!chunk_.empty()) {
    const std::size_t end = chunk_.find('\n');
    const bool complete = end != std::string_view::npos;
    const std::string_view part = chunk_.substr(0, end);
    chunk_.remove_prefix(complete ? end + 1 : chunk_.size());

    if (skipping_) {
      skipping_ = !complete;
      continue;
    }
    if (partial_.size() + part.size() > limit_) {
      forget_partial();
      skipping_ = !complete;
      return Found::oversized;
    }
    if (!complete || !partial_.empty()) partial_ += part;
    if (!complete) break;

    partial_given_ = !partial_.empty();
    line = partial_given_ ? std::string_view(partial_) : part;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) return Found::line;
    forget_partial();
  }
  return Found::nothing;
}

void LineSplitter::forget_partial() {
  constexpr std::size_t kWorthKeeping = 64 * 1024;
  partial_given_ = false;
  partial_.clear();
  if (partial_.capacity() > kWorthKeeping) partial_.shrink_to_fit();
}

}  // namespace mcp::transport
