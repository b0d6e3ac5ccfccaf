#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>
#include <mcp/json/json.h>

namespace mcp::testing {

/// A client in the same process: calls go through the whole protocol, without a port or a pipe.
///
///     mcp::Server server = hello::make_server(state);
///     mcp::testing::Client client(server);
///     auto answer = client.call_tool("greet", {{"name", "Ada"}});
///     CHECK(answer["structuredContent"]["message"] == "Hello, Ada!");
class Client {
 public:
  struct Options {
    std::string revision = "2026-07-28";
    Json capabilities = Json::object();
    std::chrono::milliseconds timeout{10'000};
  };

  explicit Client(Server& server);
  Client(Server& server, Options options);
  ~Client();

  /// The `result` of a request, or the object {"error": …} when it failed. Answers the server's questions
  /// by `on_question`, in every revision.
  Json request(std::string_view method, Json params = Json::object());
  Json call_tool(std::string_view name, Json arguments = Json::object());
  Json read_resource(std::string_view uri);
  Json get_prompt(std::string_view name, Json arguments = Json::object());

  /// Called with method and params of a question; returns the bare result.
  std::function<Json(std::string_view method, const Json& params)> on_question;
  /// Every notification received so far.
  std::vector<Json> notifications() const;
  /// Sends one frame as it is; answers are found in received().
  void send_raw(std::string_view frame);
  std::vector<Json> received() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcp::testing
