#pragma once

#include <optional>
#include <string>

#include <mcp/core/engine/engine.h>
#include <mcp/transport/http/door/session.h>
#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// Streamable HTTP, both eras on one path.
class McpDoor {
 public:
  McpDoor(Engine& engine, Sessions::Limits limits) : engine_(engine), sessions_(limits) {}

  /// Why the head alone is enough to refuse.
  std::optional<Response> screen(const Head& head) const;
  void serve(const Request& request);

  /// Ends what nobody used for long.
  void close_idle() { sessions_.close_idle(); }
  /// The server stops: streams end, calls that wait for a client end too.
  void drain();
  /// Ends the rest.
  void close();

 private:
  void post(const Request& request);
  void post_alone(const Request& request, Frame&& frame, const HeaderFacts& facts);
  void post_in_session(const Request& request, Frame&& frame, const HeaderFacts& facts, std::string_view id);
  void open_session(const Request& request, Frame&& frame, const HeaderFacts& facts);
  void read_stream(const Request& request);
  void end_session(const Request& request);
  std::shared_ptr<Session> find_session(const Request& request, std::string_view id) const;

  Engine& engine_;
  Sessions sessions_;
};

}  // namespace mcp::http
