#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/client/message.h"

namespace mcpgen {

/// One event of a stream: `message` is its type where it names none.
struct ServerEvent {
  std::string type;
  std::string data;
};

/// Reads a `text/event-stream` as it comes, however it is cut. Lines end in CR, LF or both; an event ends
/// at an empty line, and one that the stream breaks off in never happened.
class EventReader {
 public:
  using Handler = std::function<void(const ServerEvent&)>;

  explicit EventReader(Handler handler, std::size_t limit = kMessageLimit);

  /// False when a line, an event or an id is larger than any may be; nothing is read from then on.
  bool take(std::string_view bytes);
  /// A new stream that goes on where the one before broke off: what it began is forgotten.
  void restart();
  /// Of the last event that was complete; "" when none had one.
  const std::string& last_id() const { return last_id_; }
  /// How long to wait before coming back, where the stream said so.
  std::optional<std::chrono::milliseconds> retry() const { return retry_; }

 private:
  bool end_line();
  bool set_field(std::string_view name, std::string_view value);
  void end_event();

  Handler handler_;
  std::size_t limit_;
  bool begun_ = false;
  bool after_return_ = false;
  std::string line_;
  std::string type_;
  std::string data_;
  std::string id_;
  std::string last_id_;
  std::optional<std::chrono::milliseconds> retry_;
};

}  // namespace mcpgen
