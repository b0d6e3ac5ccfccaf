#include "request_reader.h"

#include <algorithm>
#include <charconv>

#include <mcp/transport/http/wire/read_head.h>

namespace mcp::http {
namespace {

/// A body that was announced gets no more memory than this before it comes.
constexpr std::size_t kFirstReserve = 64 * 1024;

/// How long the head is with the empty line that ends it, npos when it goes on. An empty line is one to
/// whoever reads lines: that it is written strictly is checked with the others.
std::size_t find_end(std::string_view text, std::size_t from) {
  for (std::size_t i = text.find('\n', from); i != std::string_view::npos; i = text.find('\n', i + 1)) {
    const std::string_view next = text.substr(i + 1, 2);
    if (next.starts_with('\n')) return i + 2;
    if (next == "\r\n") return i + 3;
  }
  return std::string_view::npos;
}

/// Whether no more of it needs to come: who speaks TLS, for one, waits for an answer and sends no line end.
bool speaks_otherwise(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) < ' ' && text != "\r";
}

/// Digits and nothing else.
bool read_length(std::string_view text, std::uint64_t& length) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return false;
  return std::from_chars(text.data(), text.data() + text.size(), length).ec == std::errc();
}

/// A short text needs no memory of its own.
std::size_t allocated(const std::string& text) {
  return text.capacity() > std::string().capacity() ? text.capacity() : 0;
}

}  // namespace

std::size_t RequestReader::held() const { return allocated(head_text_) + allocated(body_text_); }

std::size_t RequestReader::read(std::string_view input) {
  std::size_t used = state_ == State::head ? read_whole_head(input) : 0;
  if (state_ == State::body) used += read_body(input.substr(used));
  if (state_ == State::body) keep_head();
  return used;
}

std::size_t RequestReader::read_whole_head(std::string_view input) {
  // RFC 9112 2.2: some clients put a line end behind a body.
  const std::size_t skipped = input.starts_with("\r\n") ? 2 : 0;
  const std::string_view text = input.substr(skipped);
  if (speaks_otherwise(text)) {
    refuse({400, "this is no request of HTTP, or one by TLS where there is none"});
    return text.size();
  }
  const std::size_t end = find_end(text, searched_);
  if (end == std::string_view::npos) {
    check_unfinished_head(text);
    searched_ = text.size() - std::min<std::size_t>(text.size(), 2);
    return 0;
  }
  head_view_ = text.substr(0, end);
  if (head_view_.find('\n') > limits_.request_line) {
    refuse({414, "the request line is too long"});
  } else if (head_view_.size() > limits_.head_bytes) {
    refuse({431, "the header lines are too long"});
  } else if (const auto fault = read_head(head_view_, limits_.fields, head_)) {
    refuse(*fault);
  } else if (const auto contradiction = decide_framing()) {
    refuse(*contradiction);
  } else {
    state_ = State::body;
    has_head_ = true;
  }
  return skipped + head_view_.size();
}

void RequestReader::check_unfinished_head(std::string_view text) {
  if (std::min(text.find('\n'), text.size()) > limits_.request_line)
    refuse({414, "the request line is too long"});
  else if (text.size() > limits_.head_bytes)
    refuse({431, "the header lines are too long"});
}

std::optional<Refusal> RequestReader::decide_framing() {
  const auto length = head_[Name::content_length];
  const auto coding = head_[Name::transfer_encoding];
  if (length && coding) return Refusal{400, "Content-Length and Transfer-Encoding contradict each other"};
  if (coding && head_.http_1_0) return Refusal{400, "HTTP/1.0 has no Transfer-Encoding"};
  if (coding && !equal_ignoring_case(*coding, "chunked"))
    return Refusal{501, "the only Transfer-Encoding here is `chunked`"};
  length_ = 0;
  if (length && (length->end()[0] != '\r' || !read_length(*length, length_)))
    return Refusal{400, "Content-Length is not a number"};
  if (length_ > limits_.body_bytes) return Refusal{413, "the body is too long"};
  if (const auto expected = head_[Name::expect]) {
    if (!equal_ignoring_case(*expected, "100-continue")) return Refusal{417, "this cannot be expected"};
    waits_to_continue_ = !head_.http_1_0 && (coding || length_ > 0);
  }
  if (coding) chunks_.emplace(limits_.body_bytes);
  return {};
}

std::size_t RequestReader::read_body(std::string_view input) {
  const std::size_t used = chunks_ ? read_chunked(input) : read_sized(input);
  received_ += used;
  return used;
}

std::size_t RequestReader::read_sized(std::string_view input) {
  const auto missing = static_cast<std::size_t>(length_) - body_text_.size();
  const std::string_view part = input.substr(0, missing);
  const bool whole = part.size() == missing;
  if (whole && body_text_.empty()) {
    body_ = part;
  } else {
    if (body_text_.empty()) body_text_.reserve(std::min(static_cast<std::size_t>(length_), kFirstReserve));
    body_text_ += part;
    body_ = body_text_;
  }
  if (whole) state_ = State::complete;
  return part.size();
}

std::size_t RequestReader::read_chunked(std::string_view input) {
  const std::size_t used = chunks_->read(input, body_text_);
  switch (chunks_->state()) {
    case Chunks::State::more:
      break;
    case Chunks::State::complete:
      body_ = body_text_;
      state_ = State::complete;
      break;
    case Chunks::State::malformed:
      refuse({400, "the chunks of the body are malformed"});
      break;
    case Chunks::State::too_long:
      refuse({413, "the body is too long"});
      break;
  }
  return used;
}

void RequestReader::keep_head() {
  if (!head_text_.empty()) return;
  head_text_ = head_view_;
  head_.move(head_view_, head_text_);
}

void RequestReader::keep() {
  keep_head();
  if (body_.empty() || body_.data() == body_text_.data()) return;
  body_text_ = body_;
  body_ = body_text_;
}

void RequestReader::refuse(Refusal refusal) {
  state_ = State::refused;
  refusal_ = refusal;
}

void RequestReader::next() {
  state_ = State::head;
  has_head_ = false;
  head_.clear();
  searched_ = 0;
  received_ = 0;
  waits_to_continue_ = false;
  chunks_.reset();
  body_ = {};
  std::string().swap(head_text_);
  std::string().swap(body_text_);
}

}  // namespace mcp::http
