#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/transport/http/door/door.h>
#include <mcp/transport/http/door/guard.h>

namespace mcp::http {

/// Sends each request to its door, after what holds for all of them.
class Router final : public Service {
 public:
  /// At least one door.
  Router(Guard::Options guard, std::vector<std::unique_ptr<Door>> doors)
      : guard_(std::move(guard)), doors_(std::move(doors)) {}

  /// The path that a client is given first.
  std::string_view entrance() const { return doors_.front()->entrance(); }

  std::optional<Response> screen(const Head& head, const Client& client) override;
  void serve(const Request& request) override;

  void close_idle();
  void drain();
  void close();

 private:
  Door* find_door(std::string_view path) const;
  Response nothing_here() const;

  const Guard guard_;
  const std::vector<std::unique_ptr<Door>> doors_;
};

}  // namespace mcp::http
