#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/transport/http/door/door.h>
#include <mcp/transport/http/door/guard.h>
#include <mcp/transport/http/door/health_door.h>
#include <mcp/transport/http/door/identity.h>

namespace mcp::http {

/// Sends each request to its door, after what holds for all of them.
class Router final : public Service {
 public:
  /// At least one door, besides the one that tells of the server itself.
  Router(const ServerInfo& info, Guard::Options guard, Identity identity,
         std::vector<std::unique_ptr<Door>> doors);

  /// The path that a client is given first.
  std::string_view entrance() const { return doors_.front()->entrance(); }

  std::optional<Response> screen(const Head& head, const Client& client, Caller& caller) override;
  void serve(const Request& request) override;

  // As the doors have them.
  void close_idle();
  void drain();
  void close();

 private:
  Door* find_door(std::string_view path) const;
  Response nothing_here() const;
  std::optional<Response> admit(const Door& door, const Head& head, const Client& client,
                                Caller& caller) const;

  const Guard guard_;
  const Identity identity_;
  std::vector<std::unique_ptr<Door>> doors_;
  const Door* health_;
};

}  // namespace mcp::http
