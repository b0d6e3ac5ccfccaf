#include "cli/client/http/http_line.h"

#include <utility>

namespace mcpgen {
namespace {

/// stop() reaches only a request that has its connection already: it is said again until it was heard.
constexpr std::chrono::milliseconds kInsist{10};

}  // namespace

HttpLine::HttpLine(const Url& server, const std::string& authorities,
                   std::chrono::milliseconds connect_timeout)
    : client_(server, authorities, connect_timeout) {}

void HttpLine::start(std::function<void()> work) {
  stop();
  stopping_ = false;
  answered_ = false;
  working_ = true;
  try {
    thread_ = std::thread([this, work = std::move(work)] {
      work();
      const std::lock_guard lock(mutex_);
      working_ = false;
      changed_.notify_all();
    });
  } catch (...) {  // the machine gives no more threads
    working_ = false;
    throw;
  }
}

bool HttpLine::wait_answered(Clock::time_point until) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, until, [this] { return answered_ || !working_; });
}

bool HttpLine::wait(Clock::time_point until) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, until, [this] { return !working_; });
}

void HttpLine::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  while (!wait(Clock::now() + kInsist)) client_.stop();
  if (thread_.joinable()) thread_.join();
}

std::optional<HttpFailure> HttpLine::run(const HttpRequest& request, const HttpClient::OnHead& on_head,
                                         const HttpClient::OnData& on_data) {
  return client_.run(
      request,
      [&](const HttpHead& head) {
        {
          const std::lock_guard lock(mutex_);
          answered_ = true;
          changed_.notify_all();
        }
        return !stopping() && on_head(head);
      },
      [&](std::string_view data) { return !stopping() && on_data(data); });
}

bool HttpLine::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return stopping_; });
}

bool HttpLine::stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace mcpgen
