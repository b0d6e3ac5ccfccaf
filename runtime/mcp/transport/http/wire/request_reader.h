#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/transport/http/wire/chunks.h>
#include <mcp/transport/http/wire/head.h>
#include <mcp/transport/http/wire/refusal.h>

namespace mcp::http {

struct ReadLimits {
  std::size_t request_line = 8 * 1024;
  std::size_t head_bytes = 16 * 1024;
  std::size_t fields = 100;
  std::size_t body_bytes = 4 * 1024 * 1024;
};

/// Takes the bytes of a connection apart, one request after the other. Where the body ends is decided in
/// one place, and whatever two readers could see differently is refused.
class RequestReader {
 public:
  enum class State { head, body, complete, refused };

  explicit RequestReader(const ReadLimits& limits) : limits_(limits) {}

  /// `input` is all that came and was not used yet; returns how much of it is used now. Call again with
  /// more until the state is `complete` or `refused`.
  std::size_t read(std::string_view input);
  State state() const { return state_; }

  /// The head is sound, whatever becomes of the body.
  bool has_head() const { return has_head_; }
  /// Where there is one. The views last until the input is overwritten, or next() is called.
  const Head& head() const { return head_; }
  std::string_view body() const { return body_; }
  const Refusal& refusal() const { return refusal_; }
  /// The client holds its body back until it reads `100 Continue`.
  bool waits_to_continue() const { return waits_to_continue_ && received_ == 0; }

  /// Bytes of the body that came so far.
  std::size_t received() const { return received_; }
  /// What head() and body() show stays, although the input is overwritten.
  void keep();
  /// Bytes that are kept in here.
  std::size_t held() const;
  /// The request is done with: the next one begins.
  void next();

 private:
  std::size_t read_whole_head(std::string_view input);
  void check_unfinished_head(std::string_view text);
  std::optional<Refusal> decide_framing();
  std::size_t read_body(std::string_view input);
  std::size_t read_sized(std::string_view input);
  std::size_t read_chunked(std::string_view input);
  void keep_head();
  void refuse(Refusal refusal);

  const ReadLimits& limits_;
  State state_ = State::head;
  bool has_head_ = false;
  Head head_{};
  std::string_view head_view_{};
  std::size_t searched_ = 0;  ///< the head does not end before this
  std::uint64_t length_ = 0;
  std::optional<Chunks> chunks_{};
  std::size_t received_ = 0;
  bool waits_to_continue_ = false;
  std::string_view body_{};
  std::string head_text_{};  ///< only when the body came later
  std::string body_text_{};  ///< only when it came in pieces
  Refusal refusal_{};
};

}  // namespace mcp::http
