#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/core/engine/engine.h>
#include <mcp/transport/http/door/door.h>
#include <mcp/transport/http/door/session.h>

namespace mcp::http {

/// Streamable HTTP, both eras on one path.
class McpDoor final : public Door {
 public:
  McpDoor(Engine& engine, std::string path, Sessions::Limits limits = {})
      : engine_(engine), path_(std::move(path)), sessions_(limits) {}

  std::string_view entrance() const override { return path_; }
  bool leads(std::string_view path) const override { return path == path_; }
  std::string_view methods(std::string_view path) const override;
  std::optional<Response> screen(const Head& head) const override;
  void serve(const Request& request) override;

  void close_idle() override { sessions_.close_idle(); }
  void drain() override;
  void close() override;

 private:
  void post(const Request& request);
  void post_alone(const Request& request, Frame&& frame, const HeaderFacts& facts);
  void post_in_session(const Request& request, Frame&& frame, const HeaderFacts& facts, std::string_view id);
  void open_session(const Request& request, Frame&& frame, const HeaderFacts& facts);
  void read_stream(const Request& request);
  void end_session(const Request& request);
  bool revision_is_known(const Request& request) const;
  std::shared_ptr<Session> find_session(const Request& request, std::string_view id) const;

  Engine& engine_;
  const std::string path_;
  Sessions sessions_;
};

}  // namespace mcp::http
