#pragma once

#include <atomic>
#include <string>

#include <mcp/core/server.h>
#include <mcp/transport/http/door/door.h>
#include <mcp/transport/http/door/identity.h>

namespace mcp::http {

/// What those who run the server ask: whether it lives, whether it takes requests, and what it is.
class HealthDoor final : public Door {
 public:
  HealthDoor(const ServerInfo& info, const Identity& identity);

  /// Whether anybody may ask this, by any name of the server: a probe knows an address only.
  static bool is_open(const Head& head);

  std::string_view entrance() const override { return "/healthz"; }
  bool leads(std::string_view path) const override;
  std::string_view methods(std::string_view) const override { return "GET, HEAD"; }
  std::optional<Response> screen(const Head& head) const override;
  void serve(const Request& request) override;
  void drain() override { draining_ = true; }

 private:
  Response readiness(bool verbose) const;

  const std::string version_;
  const Identity& identity_;
  std::atomic<bool> draining_ = false;
};

}  // namespace mcp::http
