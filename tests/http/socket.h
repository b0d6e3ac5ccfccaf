#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <netdb.h>

#include <mcp/core/descriptor.h>
#include <mcp/json/json.h>
#include <wire_schema/dialogue.h>

namespace http_test {

using namespace std::chrono_literals;

/// One response, taken apart by other code than the server's.
struct Received {
  int status = 0;
  std::multimap<std::string, std::string> fields{};  ///< names in lower case
  std::string body{};

  std::string field(const std::string& name) const;
  mcp::Json json() const;
};

/// A response, if one came. A test that looks into one that did not come fails.
class Answer {
 public:
  Answer() = default;
  Answer(Received received) : received_(std::move(received)) {}

  explicit operator bool() const { return received_.has_value(); }
  const Received& operator*() const;
  const Received* operator->() const { return &**this; }

 private:
  std::optional<Received> received_{};
};

/// A client that sends whatever bytes a test wants. What is received is held against the protocol's schema,
/// as far as the request was one of the protocol: what does not fit is thrown.
class Socket {
 public:
  /// From another address of this machine, where one is given.
  explicit Socket(std::uint16_t port, const char* from = nullptr);
  explicit Socket(const std::string& path);
  explicit Socket(const addrinfo& at);

  Socket& send(std::string_view bytes);
  /// The next response, nothing when none comes or the connection ends before.
  Answer receive(std::chrono::milliseconds patience = 20s);
  /// Its head only, with what came of the body so far.
  Answer receive_head(std::chrono::milliseconds patience = 20s);
  /// What follows on a stream, up to and with `text`; "" when it does not come.
  std::string receive_until(std::string_view text, std::chrono::milliseconds patience = 20s);
  /// The server ends the connection, having sent nothing more.
  bool is_closed(std::chrono::milliseconds patience = 20s);
  /// Known from what was received so far.
  bool has_ended() const { return ended_; }
  /// Gone without a word.
  void reset();
  int fd() const { return socket_.get(); }

 private:
  bool wait(std::chrono::steady_clock::time_point deadline);

  mcp::Descriptor socket_;
  std::string buffer_{};
  bool ended_ = false;
  wire::HttpDialogue dialogue_{};
};

}  // namespace http_test
