#include "cli/client/http/event_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace mcpgen {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaxId = 4096;
constexpr std::size_t kMaxRetryDigits = 9;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

EventReader::EventReader(Handler handler, std::size_t limit) : handler_(std::move(handler)), limit_(limit) {}

bool EventReader::take(std::string_view bytes) {
  while (!bytes.empty()) {
    if (std::exchange(after_return_, false) && bytes.front() == '\n') {
      bytes.remove_prefix(1);
      continue;
    }
    const std::size_t end = bytes.find_first_of("\r\n");
    const std::string_view part = bytes.substr(0, end);
    if (part.size() > limit_ - line_.size()) return false;
    line_ += part;
    if (end == std::string_view::npos) return true;
    after_return_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    if (!end_line()) return false;
  }
  return true;
}

void EventReader::restart() {
  begun_ = false;
  after_return_ = false;
  line_.clear();
  type_.clear();
  data_.clear();
  id_ = last_id_;
}

bool EventReader::end_line() {
  if (!std::exchange(begun_, true) && line_.starts_with(kByteOrderMark))
    line_.erase(0, kByteOrderMark.size());
  const std::string line = std::exchange(line_, {});
  if (line.empty()) {
    end_event();
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == 0) return true;  // a comment
  std::string_view value = colon == std::string::npos ? "" : std::string_view(line).substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  return set_field(std::string_view(line).substr(0, colon), value);
}

bool EventReader::set_field(std::string_view name, std::string_view value) {
  if (name == "event") {
    type_ = value;
  } else if (name == "data") {
    if (value.size() >= limit_ - data_.size()) return false;
    data_.append(value).push_back('\n');
  } else if (name == "id") {
    if (value.size() > kMaxId) return false;
    if (value.find('\0') == std::string_view::npos) id_ = value;
  } else if (name == "retry" && !value.empty() && value.size() <= kMaxRetryDigits &&
             std::ranges::all_of(value, is_digit)) {
    int milliseconds = 0;
    std::from_chars(value.data(), value.data() + value.size(), milliseconds);
    retry_ = std::chrono::milliseconds(milliseconds);
  }
  return true;
}

void EventReader::end_event() {
  last_id_ = id_;
  std::string type = std::exchange(type_, {});
  std::string data = std::exchange(data_, {});
  if (data.empty()) return;
  data.pop_back();
  handler_({type.empty() ? "message" : std::move(type), std::move(data)});
}

}  // namespace mcpgen
