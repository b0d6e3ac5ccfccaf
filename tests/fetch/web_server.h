#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <mcp/core/descriptor.h>

#include "../tls/certificates.h"

namespace fetch_test {

/// One request, and the way its answer goes. Used on a thread of its own.
class Exchange {
 public:
  virtual ~Exchange() = default;
  const std::string& request() const { return request_; }  ///< head and body
  /// With the query.
  std::string path() const;
  /// False when the client is gone or the server stops.
  virtual bool send(std::string_view bytes) = 0;
  bool answer(int status, std::string_view body, std::string_view type = "application/json",
              std::string_view lines = {});
  /// Waits; false when the server stops.
  virtual bool wait(std::chrono::milliseconds time) = 0;

 protected:
  std::string request_{};
};

/// A server on 127.0.0.1 that answers each connection's one request as a test wants it, byte for byte.
class WebServer {
 public:
  using Handler = std::function<void(Exchange&)>;
  struct Options {
    std::optional<tls_test::Identity> identity{};  ///< speaks TLS
    int most_version = 0;                          ///< of TLS; 0: any
  };

  explicit WebServer(Handler handler) : WebServer(std::move(handler), Options{}) {}
  WebServer(Handler handler, Options options);
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  std::uint16_t port() const { return port_; }
  /// With `localhost` as its host.
  std::string url(std::string_view path = "/") const;
  /// Connections taken so far, and the requests that came by them.
  int connections() const { return connections_; }
  std::vector<std::string> requests() const;

 private:
  void accept_all();
  void serve(mcp::Descriptor socket);

  const Handler handler_;
  const Options options_;
  mcp::Descriptor listener_{};
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_{};
  std::vector<std::string> requests_{};
  std::list<std::thread> serving_{};
  std::thread accepting_{};
};

}  // namespace fetch_test
