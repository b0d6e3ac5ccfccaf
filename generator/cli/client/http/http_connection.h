#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <mcp/json/json.h>

#include "cli/client/connection.h"
#include "cli/client/http/answer_reader.h"
#include "cli/client/http/http_line.h"
#include "cli/client/http/inbox.h"
#include "cli/client/http/param_headers.h"

namespace mcpgen {

/// Messages to and from a server over HTTP. A request is a POST of its own, and its answer comes back on
/// it; in a session, messages come on a stream besides. A server of 2024-11-05 says on such a stream where
/// messages go, and answers there.
class HttpConnection final : public Connection {
 public:
  struct Options {
    Url url;
    HttpFields fields{};        ///< besides those that MCP asks for
    std::string authorities{};  ///< a file of certificates to trust instead of the system's
    std::chrono::milliseconds timeout{};
  };

  explicit HttpConnection(Options options);
  /// Ends the session where there is one.
  ~HttpConnection() override;

  bool send(const mcp::Json& message, Clock::time_point until) override;
  std::optional<mcp::Json> receive(Clock::time_point until) override;
  Ending ending() const override { return ending_; }
  ClientFault fault(const std::string& method) const override;

  /// From now on calls of `tool` have these arguments in headers as well.
  void mirror(const std::string& tool, std::vector<ParamHeader> headers);

 private:
  void ask(const mcp::Json& request);
  bool tell(const mcp::Json& message, Clock::time_point until);
  void listen();
  void listen_for_endpoint(ClientFault refusal);
  bool send_to(const std::string& endpoint, Clock::time_point until);

  HttpRequest post_of(const mcp::Json& message) const;
  HttpRequest request_of(const char* method) const;
  AnswerReader::OnMessage deliver();
  std::optional<HttpFailure> read(HttpLine& line, const HttpRequest& request, AnswerReader& answer);
  std::optional<HttpFailure> follow(HttpLine& line, const HttpRequest& request, const HttpRequest& again,
                                    AnswerReader& answer);
  Arrival no_answer(const AnswerReader& answer, const std::optional<HttpFailure>& failure) const;
  ClientFault refusal(const HttpHead& head, const std::string& body) const;

  void learn(const Arrival& arrival);
  bool try_oldest(const Arrival& arrival);
  void end(Ending ending, ClientFault fault);

  const Options options_;
  Inbox inbox_{};
  HttpLine requests_;
  HttpLine asides_;
  HttpLine stream_;

  mcp::Json pending_{};  ///< the request whose answer is waited for
  std::string session_{};
  std::string revision_{};
  std::map<std::string, std::vector<ParamHeader>> mirrored_{};
  bool oldest_tried_ = false;
  std::optional<Url> messages_{};  ///< where they go to a server of 2024-11-05

  Ending ending_ = Ending::none;
  ClientFault fault_{};
  std::vector<std::string> tried_{};
};

}  // namespace mcpgen
