#include "refusal_log.h"

#include <array>
#include <string>
#include <utility>

namespace mcp {
namespace {

LogLevel level_of(Refusal kind) {
  switch (kind) {
    case Refusal::nothing_shown:  // most clients begin so, to learn what is asked of them
      return LogLevel::debug;
    case Refusal::unchecked:
      return LogLevel::error;
    case Refusal::not_valid:
    case Refusal::too_many_tries:
    case Refusal::not_allowed:
      break;
  }
  return LogLevel::info;
}

std::string_view text_of(Refusal kind) {
  switch (kind) {
    case Refusal::nothing_shown:
      return "a caller was refused who shows nothing";
    case Refusal::not_valid:
      return "a caller was refused";
    case Refusal::too_many_tries:
      return "a caller has to wait";
    case Refusal::unchecked:
      return "a caller could not be checked";
    case Refusal::not_allowed:
      break;
  }
  return "a caller may not do what it asks for";
}

}  // namespace

void RefusalLog::write(std::initializer_list<LogField> fields, Clock::time_point now) {
  std::size_t left_out = 0;
  {
    const std::lock_guard lock(mutex_);
    if (!throttle_.admit(now)) {
      ++left_out_;
      return;
    }
    left_out = std::exchange(left_out_, 0);
  }
  if (left_out > 0)
    log_line(level_of(kind_), "refusals were too many to be written down",
             {{"count", std::to_string(left_out)}, {"like", text_of(kind_)}});
  log_line(level_of(kind_), text_of(kind_), fields);
}

void log_refusal(Refusal kind, std::initializer_list<LogField> fields) {
  // Each kind has lines of its own: who sends much of one hides nothing of another. Never destroyed, as the
  // log.
  static auto* const logs = new std::array<RefusalLog, 5>{
      RefusalLog(Refusal::nothing_shown), RefusalLog(Refusal::not_valid), RefusalLog(Refusal::too_many_tries),
      RefusalLog(Refusal::unchecked), RefusalLog(Refusal::not_allowed)};
  (*logs)[static_cast<std::size_t>(kind)].write(fields);
}

}  // namespace mcp
