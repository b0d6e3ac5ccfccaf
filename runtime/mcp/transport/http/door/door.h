#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// A way in: what is served at some of the paths of an address. Called by the threads that read requests.
class Door {
 public:
  virtual ~Door() = default;

  /// The path that a client is given first.
  virtual std::string_view entrance() const = 0;
  virtual bool leads(std::string_view path) const = 0;
  /// What may be done at a path that it leads to, as a browser is told: "GET, POST".
  virtual std::string_view methods(std::string_view path) const = 0;
  /// Why the head alone is enough to refuse.
  virtual std::optional<Response> screen(const Head& head) const = 0;
  virtual void serve(const Request& request) = 0;
  /// Whether it serves whoever asks.
  virtual bool is_public() const { return false; }

  /// Ends what nobody used for long; now and then.
  virtual void close_idle() {}
  /// The server stops: ends what has nothing more to say. Again and again, until nothing is left or the
  /// time is over.
  virtual void drain() {}
  /// Ends the rest.
  virtual void close() {}
};

/// The refusal of a method that may not be used at a path.
Response wrong_method(const Door& door, std::string_view path, std::string_view advice);

}  // namespace mcp::http
