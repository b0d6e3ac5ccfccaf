#pragma once

#include <optional>
#include <string_view>

#include <mcp/core/engine/engine.h>
#include <mcp/transport/http/door/door.h>
#include <mcp/transport/http/door/openapi.h>

namespace mcp::http {

/// The tools by plain HTTP: POST /api/tools/<name> takes the arguments and answers with the structured
/// output, or with `{"content": […]}` where the tool has none. GET /openapi.json describes those that the
/// caller may use.
class RestDoor final : public Door {
 public:
  explicit RestDoor(Engine& engine);

  std::string_view entrance() const override;
  bool leads(std::string_view path) const override;
  std::string_view methods(std::string_view path) const override;
  std::optional<Response> screen(const Head& head) const override;
  void serve(const Request& request) override;

 private:
  void describe(const Request& request);
  void call(const Request& request);

  Engine& engine_;
  const OpenApi description_;
};

}  // namespace mcp::http
