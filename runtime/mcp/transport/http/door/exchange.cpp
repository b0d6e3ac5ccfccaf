#include "exchange.h"

#include <utility>

namespace mcp::http {
namespace {

class Silence final : public Outlet {
 public:
  void send(std::string) override {}
};

}  // namespace

const std::shared_ptr<Outlet>& silence() {
  static const std::shared_ptr<Outlet> one = std::make_shared<Silence>();
  return one;
}

std::string event(std::string_view message) {
  std::string text = "event: message\ndata: ";
  const std::size_t begin = text.size();
  text += message;
  for (const char line_end : {'\n', '\r'}) {  // between values of JSON, as in a schema that a user wrote
    for (std::size_t at = text.find(line_end, begin); at != text.npos; at = text.find(line_end, at))
      text[at] = ' ';
  }
  return text.append("\n\n");
}

Response event_stream() {
  return {.content_type = "text/event-stream",
          .fields = {{"Cache-Control", "no-cache"}, {"X-Accel-Buffering", "no"}}};
}

Response json(int status, std::string body) {
  return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

Response json(const Standing& standing, std::string body) {
  Response response = json(standing.status, std::move(body));
  response.scopes = standing.scopes;
  response.retry_after = standing.retry_after;
  return response;
}

void Exchange::send(std::string message) try {
  const std::lock_guard lock(mutex_);
  if (state_ == State::done) return;
  if (std::exchange(state_, State::streaming) == State::silent) reply_.begin(event_stream());
  reply_.write(event(message));
} catch (...) {
  abandon();
}

void Exchange::answer(std::string message, const Standing& standing) try {
  const std::lock_guard lock(mutex_);
  switch (std::exchange(state_, State::done)) {
    case State::silent:
      return reply_.send(json(standing, std::move(message)));
    case State::streaming:
      reply_.write(event(message));
      return reply_.end();
    case State::done:
      return;
  }
} catch (...) {
  abandon();
}

void Exchange::drop() try {
  const std::lock_guard lock(mutex_);
  switch (std::exchange(state_, State::done)) {
    case State::silent:
      return reply_.send({.status = 202});
    case State::streaming:
      return reply_.end();
    case State::done:
      return;
  }
} catch (...) {
  abandon();
}

}  // namespace mcp::http
