#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/schedule/pool.h>
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

  Verdict screen(const Head& head, const Client& client, Caller& caller) override;
  std::optional<Response> inquire(const Head& head, const Client& client, Caller& caller) override;
  bool do_waiting(std::function<void()> job) override;
  bool still_stands(const Caller& caller) override { return identity_.still_stands(caller); }
  void serve(const Request& request) override;
  void allow(const Head& head, Fields& fields) override { guard_.allow(head, fields); }
  void complete(Response& response) override { identity_.advise(response); }

  // As the doors have them.
  void close_idle();
  void drain();
  void close();
  /// False when somebody still waits to hear who asks.
  bool stop_waiting(std::chrono::steady_clock::time_point deadline) { return waiting_.stop(deadline); }

 private:
  Door* find_door(std::string_view path) const;
  Response nothing_here() const;
  std::optional<Response> admit(const Head& head, const Client& client, const Caller& caller) const;

  const Guard guard_;
  const Identity identity_;
  std::vector<std::unique_ptr<Door>> doors_;
  const Door* health_;
  Pool waiting_;  ///< its jobs use what stands above
};

}  // namespace mcp::http
