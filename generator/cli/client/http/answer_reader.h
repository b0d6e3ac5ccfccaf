#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json.h>

#include "cli/client/http/event_reader.h"
#include "cli/client/http/http_message.h"

namespace mcpgen {

/// The answer to one request, which may come as JSON, as a stream of events, or as several such streams when
/// one breaks off and another goes on with it.
class AnswerReader {
 public:
  /// `head` is that of the answer, or stream, which the message stands in.
  using OnMessage = std::function<void(mcp::Json message, std::size_t size, const HttpHead& head)>;
  using OnEndpoint = std::function<void(std::string target)>;

  /// `id` is that of the request; null where no answer is due, as on a stream that is only listened to.
  AnswerReader(mcp::Json id, OnMessage on_message, OnEndpoint on_endpoint = {});

  bool begin(const HttpHead& head);
  /// False when the answer is complete, or no more of it is wanted.
  bool take(std::string_view data);
  /// The answer has ended, complete or not.
  void end();

  bool answered() const { return answered_; }
  /// Something came that no server may send.
  bool malformed() const { return malformed_; }
  const HttpHead& head() const { return head_; }
  /// The beginning of an answer that is neither JSON nor events.
  const std::string& body() const { return body_; }
  /// Can the stream, which ended before the answer, be gone on with?
  bool can_resume() const;
  const EventReader& events() const { return events_; }

 private:
  enum class Form { none, json, events, text };

  void take_event(const ServerEvent& event);
  void deliver(std::vector<mcp::Json> messages, std::size_t size);

  mcp::Json id_;
  OnMessage on_message_;
  OnEndpoint on_endpoint_;
  EventReader events_;
  Form form_ = Form::none;
  HttpHead head_{};
  std::string body_{};
  bool answered_ = false;
  bool malformed_ = false;
};

}  // namespace mcpgen
