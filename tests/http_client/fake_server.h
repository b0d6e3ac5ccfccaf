#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <mcp/json/json.h>

namespace http_client_test {

using mcp::Json;

/// A request as it came, names of headers in small letters.
struct Request {
  std::string method;
  std::string target;
  std::map<std::string, std::string> fields;
  std::string body;

  std::string field(const std::string& name) const;
  /// The message in its body; null where there is none.
  Json message() const;
  /// Its `method`, or `GET` and the like where it has no message.
  std::string subject() const;
};

/// The connection that a request came on. It is closed once the request is answered.
class Reply {
 public:
  explicit Reply(int socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {}

  /// False when nobody reads any more.
  bool write(std::string_view bytes) const;
  /// A whole answer.
  void send(int status, std::string_view type, std::string_view body, std::string_view lines = {}) const;
  void json(const Json& body, std::string_view lines = {}) const;
  /// The beginning of a stream, and an event of it.
  void begin_events(std::string_view lines = {}) const;
  void event(const Json& message, std::string_view id = {}) const;
  /// False when the client is gone or the test ends.
  bool wait(std::chrono::milliseconds time) const;

 private:
  int socket_;
  const std::atomic<bool>& stopping_;
};

/// A server over HTTP that answers what a test wants: what no server of ours would.
class FakeServer {
 public:
  /// Each request is answered on a thread of its own, which sees what those that ended before it came did.
  using Answer = std::function<void(const Request&, const Reply&)>;

  explicit FakeServer(Answer answer);
  ~FakeServer();
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  std::string url(std::string_view path = "/mcp") const;
  /// All requests so far, in the order in which they came.
  std::vector<Request> requests() const;
  /// Their subjects, with commas between.
  std::string subjects() const;

 private:
  void accept_all();
  void serve(int socket);

  Answer answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_{};
  std::vector<Request> requests_{};
  std::vector<std::thread> connections_{};
  std::thread accepting_{};
};

/// The result that answers a request.
Json result_of(const Request& request, Json result);

}  // namespace http_client_test
