#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace mcp {
struct Principal;
class Server;
struct Tool;
}  // namespace mcp

namespace mcp::http {

/// Below which each tool has its path.
inline constexpr std::string_view kToolsPath = "/api/tools/";

/// The tools of a server as an OpenAPI 3.1 document, which shows each caller those that it may use. Their
/// schemas stand in it as they are, but for references to their own parts. From any thread.
class OpenApi {
 public:
  /// Of the tools that are there now; the server outlives it.
  explicit OpenApi(const Server& server);

  std::string text_for(const Principal& caller) const;

 private:
  /// What the document says of a tool: JSON text.
  struct Part {
    const Tool& tool;
    std::string path{};
    std::string input{};
    std::string output{};  ///< "" for none
  };

  /// For each part, whether it is shown.
  using Shown = std::vector<bool>;
  using Text = std::shared_ptr<const std::string>;

  Text text_of(const Shown& shown) const;
  std::string written(const Shown& shown) const;

  std::string info_{};
  std::vector<Part> parts_{};
  mutable std::mutex mutex_{};
  mutable std::map<Shown, Text> texts_{};  ///< that were asked for: to write one takes milliseconds
};

}  // namespace mcp::http
