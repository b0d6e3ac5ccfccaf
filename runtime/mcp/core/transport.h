#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

#include <mcp/core/descriptor.h>
#include <mcp/core/launch/setting.h>
#include <mcp/core/listen_address.h>
#include <mcp/core/result.h>

namespace mcp {

class Engine;

/// The end of the grace time, when calls that are not done have been cancelled and may wind up.
constexpr std::chrono::milliseconds winding_up_time(std::chrono::milliseconds grace) {
  return std::min(grace / 4, std::chrono::milliseconds(500));
}

/// Told the URL of a transport once it takes connections in.
using ReadyNotice = std::function<void(std::string_view url)>;

/// Carries messages between clients and an Engine until told to stop.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual std::string_view name() const = 0;
  /// True when its client is whoever holds the other end of standard input.
  virtual bool serves_stdin() const { return false; }
  /// Where the manifest wants it to listen, `${NAME}` and all; "" for one that is not reached over a network.
  virtual std::string_view listens_on() const { return {}; }
  /// What else of it the operator may set, until it serves.
  virtual std::vector<Setting> settings() { return {}; }
  /// Called by Launch before serve(), where there is an address: the one the operator wants, and whom
  /// to notify.
  virtual void listen_on(const ListenAddress&, const ReadyNotice&) {}
  /// Called by Launch before listen_on() where it is given a socket that listens already: the address of
  /// that one counts.
  virtual void listen_with(Descriptor) {}
  /// Called by Launch before anything of the user's runs, on the main thread, when this transport is going
  /// to serve: one that owns descriptors (stdin, stdout) takes them here.
  virtual void prepare() {}
  /// Whether reload() does anything.
  virtual bool reloads() const { return false; }
  /// The operator has changed files that are read at the start: they are read again. While serve() runs,
  /// from any thread.
  virtual void reload() {}
  /// Returns when the peer is gone or `stop` was requested and the grace time is over.
  virtual Result<void> serve(Engine& engine, std::stop_token stop) = 0;
};

}  // namespace mcp
