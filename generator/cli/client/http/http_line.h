#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "cli/client/http/http_client.h"

namespace mcpgen {

/// A client with a thread of its own, so that whoever waits for it can stop waiting.
class HttpLine {
 public:
  using Clock = std::chrono::steady_clock;

  HttpLine(const Url& server, const std::string& authorities, std::chrono::milliseconds connect_timeout);
  ~HttpLine() { stop(); }
  HttpLine(const HttpLine&) = delete;
  HttpLine& operator=(const HttpLine&) = delete;

  /// Does `work` in the thread. What it did before is broken off.
  void start(std::function<void()> work);
  /// True when the work has got an answer, of which the head is there at least, or is done without.
  bool wait_answered(Clock::time_point until);
  /// True when the work is done.
  bool wait(Clock::time_point until);
  void stop();

  /// For the work itself: a request, of which nothing is heard any more after stop().
  std::optional<HttpFailure> run(const HttpRequest& request, const HttpClient::OnHead& on_head,
                                 const HttpClient::OnData& on_data);
  /// For the work itself: false as soon as it shall stop.
  bool pause(std::chrono::milliseconds time);

 private:
  bool stopping();

  HttpClient client_;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  bool working_ = false;
  bool answered_ = false;
  bool stopping_ = false;
  std::thread thread_{};
};

}  // namespace mcpgen
