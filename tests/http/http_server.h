#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>
#include <mcp/json/json.h>
#include <mcp/transport/http/http.h>

#include "socket.h"

namespace http_test {

using mcp::Json;

/// A server over HTTP in this process, with tools that do what tests need:
///   echo {text}       answers the text
///   large {bytes}     answers so many bytes
///   pause {ms}        takes so long
///   relay {text, ms, count}   tells its progress with the text so many times, so long apart, then answers it
///   hang              runs until it is cancelled or released
///   steps {count}     tells its progress so many times, then answers
///   change            holds the thread that reads until it is released, then says that tools changed
///   name              asks for a name, then greets
///   divide {a, b}     checks its arguments, answers {quotient}, and knows of zero
///   fail {code}       fails with the error code of that number
///   rare              may be called twice an hour
///   routed {region, size {cores}}   has both in headers as well
class HttpServer {
 public:
  using Options = mcp::transport::Http::Options;

  /// `furnish` adds more to the server.
  explicit HttpServer(const Options& options = {}, mcp::ServerLimits limits = {}, mcp::Services services = {},
                      const std::function<void(mcp::Server&)>& furnish = {});
  ~HttpServer();

  std::uint16_t port() const { return port_; }
  mcp::Server& server() { return server_; }
  void release() { released_ = true; }
  /// Waits until so many calls of `hang` run, or have been cancelled.
  bool wait_hanging(int count);
  bool wait_cancelled(int count);
  int cancelled() const { return cancelled_; }
  void stop() { stop_.request_stop(); }

 private:
  bool wait_for(const std::atomic<int>& value, int count);

  mcp::Server server_;
  std::atomic<bool> released_ = false;
  std::atomic<int> hanging_ = 0;
  std::atomic<int> cancelled_ = 0;
  std::mutex mutex_{};
  std::condition_variable ready_{};
  std::uint16_t port_ = 0;
  std::unique_ptr<mcp::Engine> engine_;
  std::stop_source stop_{};
  std::thread thread_;
};

/// A POST of this body, with the header lines that a message without a session needs, and `lines` more.
std::string post(std::string_view body, std::string_view lines = {});
/// A request of the newest revision, headers and `_meta` included.
std::string modern(std::string_view method, Json params = Json::object(), const Json& id = 1);
std::string modern_call(std::string_view tool, Json arguments = Json::object(), const Json& id = 1);
/// A call that may be asked for what its caller has to fill in, with `more` among its parameters.
std::string asked_call(std::string_view tool, const Json& more = Json::object());
/// A message of a session.
std::string legacy(std::string_view session, const Json& message, std::string_view lines = {});
Json legacy_request(std::string_view method, Json params = Json::object(), const Json& id = 1);
Json initialize(std::string_view revision = "2025-11-25", Json capabilities = Json::object());
/// Reads the stream of a session, or on from where `lines` say.
std::string get_stream(std::string_view session, std::string_view lines = {});
/// Opens a session; its id.
std::string open_session(std::uint16_t port, std::string_view revision = "2025-11-25",
                         Json capabilities = Json::object());

}  // namespace http_test
