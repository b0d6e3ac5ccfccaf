#pragma once

#include <string>

#include <mcp/transport/http/door/guard.h>
#include <mcp/transport/http/door/mcp_door.h>

namespace mcp::http {

/// Sends each request to its door, after what holds for all of them.
class Router final : public Service {
 public:
  struct Options {
    std::string path = "/mcp";
    Guard::Options guard{};
    Sessions::Limits sessions{};
  };

  Router(Engine& engine, Options options);

  McpDoor& mcp() { return mcp_; }

  std::optional<Response> screen(const Head& head, const Client& client) override;
  void serve(const Request& request) override;

 private:
  const std::string path_;
  const Guard guard_;
  McpDoor mcp_;
};

}  // namespace mcp::http
