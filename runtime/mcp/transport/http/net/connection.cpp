#include "connection.h"

#include <algorithm>
#include <utility>

#include <poll.h>

#include <mcp/transport/http/net/request_id.h>

namespace mcp::http {
namespace {

using namespace std::chrono_literals;

/// A client may send the next request before it has the answer to this one, as far as this goes.
constexpr std::size_t kMostAhead = 16 * 1024;
/// Answers that wait to be read; then the next request waits too.
constexpr std::size_t kMostUnsent = 256 * 1024;
/// What a client may go on sending after it was refused, so that it gets to read why.
constexpr std::size_t kMostDiscarded = 256 * 1024;
constexpr auto kLingering = 2s;
/// How long whoever reads a stream is taken for who it was.
constexpr auto kVouching = 2s;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kRequestId = "X-Request-ID";
constexpr std::string_view kHeartbeat = ":\n\n";

Response too_much_held() { return plain(503, "too many unfinished requests, try again later"); }

}  // namespace

Connection::Connection(std::shared_ptr<Loop> loop, Descriptor socket, std::unique_ptr<Channel> channel,
                       Client client, Shares::Place place, Service& service, Budget& budget,
                       const Limits& limits)
    : loop_(std::move(loop)),
      socket_(loop_->context()),
      channel_(std::move(channel)),
      peer_(std::move(client)),
      client_(peer_),
      place_(std::move(place)),
      service_(service),
      budget_(budget),
      limits_(limits),
      made_(Clock::now()),
      reader_(limits.read),
      quiet_since_(made_) {
  socket_.assign(socket.get());
  socket.release();
}

Connection::~Connection() = default;

void Connection::start() {
  loop_->enter(shared_from_this());
  begun_ = made_;  // a client that says nothing at all has the time of a head
  guarded([&] { wait_to_read(); });
}

// --- reading ---

void Connection::wait_to_read() {
  if (waits_to_read_ || phase_ == Phase::closed) return;
  waits_to_read_ = true;
  socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& error) {
                       self->waits_to_read_ = false;
                       if (!error && self->phase_ != Phase::closed) self->guarded([&] { self->readable(); });
                     });
}

bool Connection::reads_on() const {
  switch (phase_) {
    case Phase::reading:  // what was read ahead is looked at when the answers have left
      return sent_ == out_.size() || (out_.size() - sent_ <= kMostUnsent && unread_.size() <= kMostAhead);
    case Phase::screening:
    case Phase::serving:
    case Phase::streaming:
      return unread_.size() <= kMostAhead;
    case Phase::finishing:
    case Phase::closed:
      return false;
    case Phase::lingering:
      return true;
  }
  return false;
}

/// One read: whatever a peer sends, what came is looked at, and others of the loop have their turn, before
/// the next.
void Connection::readable() {
  if (!reads_on()) return go_on();
  const std::span<char> scratch = loop_->scratch();
  const Channel::Progress progress = channel_->read(scratch);
  switch (progress.outcome) {
    case Channel::Outcome::done:
      take({scratch.data(), progress.bytes});
      return go_on();
    case Channel::Outcome::wait_to_read:
      return wait_to_read();
    case Channel::Outcome::wait_to_write:
      reads_when_writable_ = true;
      return wait_to_write();
    case Channel::Outcome::closed:
    case Channel::Outcome::broken:
      return peer_gone();
  }
}

/// Serves what was read ahead, as far as the answers leave, and reads on. Never on the stack of whoever
/// answers: that may hold what serving needs.
void Connection::go_on() {
  flush();
  while (phase_ == Phase::reading && !unread_.empty() && sent_ == out_.size()) {
    const std::size_t before = unread_.size();
    resume();
    flush();
    if (unread_.size() == before) break;  // the next request is not whole
  }
  settle_held();
  if (reads_on()) wait_to_read();
}

void Connection::take(std::string_view bytes) {
  if (phase_ == Phase::lingering) {
    discarded_ += bytes.size();
    if (discarded_ > kMostDiscarded) close();
  } else if (phase_ == Phase::reading && unread_.empty()) {
    unread_ = bytes.substr(serve_all(bytes));
  } else {
    unread_ += bytes;  // go_on() looks at it
  }
}

void Connection::resume() {
  const std::string input = std::exchange(unread_, {});
  const std::size_t used = serve_all(input);
  unread_.insert(0, std::string_view(input).substr(used));
}

std::size_t Connection::serve_all(std::string_view input) {
  serving_all_ = true;
  std::size_t used = 0;
  while (phase_ == Phase::reading && used < input.size() && out_.size() - sent_ <= kMostUnsent) {
    if (!take_request(input.substr(used), used)) break;
    if (phase_ == Phase::reading) next_request();
  }
  serving_all_ = false;
  return used;
}

/// True when a request was there and was served.
bool Connection::take_request(std::string_view rest, std::size_t& used) {
  if (!begun_) begun_ = Clock::now();
  used += reader_.read(rest);
  if (reader_.state() == RequestReader::State::head) return false;
  if (!screened_ && reader_.has_head()) {  // first, however much of the body came with the head
    screened_ = true;
    caller_ = {.request_id = request_id(reader_.head())};
    head_done_ = Clock::now();
    if (request_ == 0) {
      client_.name = channel_->peer_name();
      client_.issuer = channel_->peer_issuer();
    }
    if (!knows_sender()) return phase_ == Phase::reading;
    Verdict verdict = service_.screen(reader_.head(), client_, caller_);
    if (verdict.open) {
      inquire();
      return phase_ == Phase::reading;
    }
    if (verdict.refusal) {
      refuse(*std::move(verdict.refusal));
      return phase_ == Phase::reading;
    }
  }
  if (reader_.state() == RequestReader::State::refused) {
    refuse(plain(reader_.refusal().status, reader_.refusal().reason));
    return false;
  }
  if (reader_.state() == RequestReader::State::body) {
    if (reader_.waits_to_continue() && !std::exchange(told_to_continue_, true)) out_ += kContinue;
    return false;
  }
  if (fits_budget()) {
    serve_one();
  } else {
    refuse(too_much_held());
  }
  return phase_ == Phase::reading;
}

void Connection::serve_one() {
  phase_ = Phase::serving;
  quiet_since_ = Clock::now();
  ++request_;
  framing_ = {.keep_alive = reader_.head().keep_alive && !is_last(),
              .head_only = reader_.head().method == "HEAD",
              .http_1_0 = reader_.head().http_1_0};
  fields_.clear();
  fields_.emplace_back(kRequestId, caller_.request_id);
  service_.serve({.head = reader_.head(),
                  .body = reader_.body(),
                  .caller = caller_,
                  .reply = Reply(shared_from_this(), request_),
                  .memory = pass_on_held(),
                  .fields = fields_,
                  .watcher = watcher_});  // which hears as well when this throws
  if (phase_ != Phase::serving && phase_ != Phase::streaming) {
    watcher_.reset();
    return;
  }
  reader_.next();  // its buffers are not kept while the call runs, but what the call made of them is
  if (draining_) tell_of_end();
}

bool Connection::is_last() const {
  return draining_ || request_ >= limits_.requests || Clock::now() - made_ > limits_.age;
}

/// An answer in place of serving. What is left of the body makes it the last one.
void Connection::refuse(Response response) {
  const bool whole = reader_.state() == RequestReader::State::complete;
  const Framing framing{.keep_alive = whole && reader_.head().keep_alive && !is_last(),
                        .head_only = screened_ && reader_.head().method == "HEAD",
                        .http_1_0 = screened_ && reader_.head().http_1_0};
  const bool too_long = reader_.state() == RequestReader::State::refused && response.status == 413;
  if (screened_ || too_long) service_.allow(reader_.head(), response.fields);  // its lines are sound
  response.fields.emplace_back(kRequestId, screened_ ? caller_.request_id : make_request_id());
  ++request_;
  write_response(out_, response, framing);
  if (!framing.keep_alive) phase_ = Phase::finishing;
}

void Connection::next_request() {
  sender_place_ = {};
  reader_.next();
  begun_.reset();
  screened_ = false;
  told_to_continue_ = false;
}

bool Connection::fits_budget() {
  const std::size_t now = phase_ == Phase::closed ? 0 : unread_.size() + reader_.held();
  return budget_.hold(std::exchange(held_, now), now);
}

/// What the request takes is the call's from now on, which may outlast the answer, and the connection.
std::shared_ptr<const void> Connection::pass_on_held() {
  const std::size_t bytes = reader_.held();
  if (bytes == 0) return nullptr;
  held_ -= bytes;
  return budget_.pass_on(bytes);
}

void Connection::settle_held() {
  if (fits_budget()) return;
  if (phase_ != Phase::reading) {
    if (!unread_.empty()) close();
    return;
  }
  refuse(too_much_held());
  phase_ = Phase::finishing;
  reader_.next();  // others have the room at once, however long this one takes to read why
  std::string().swap(unread_);
  fits_budget();
  flush();
}

// --- the end ---

/// The peer left, while nothing is read of what it sent before.
bool Connection::hung_up_unread() {
  const bool reads_nothing =
      phase_ == Phase::screening || phase_ == Phase::serving || phase_ == Phase::streaming;
  if (waits_to_read_ || !reads_nothing) return false;
  pollfd asked{.fd = socket_.native_handle(), .events = POLLRDHUP, .revents = 0};
  return ::poll(&asked, 1, 0) == 1;
}

void Connection::peer_gone() {
  const bool answers_wait = sent_ < out_.size() && (phase_ == Phase::reading || phase_ == Phase::finishing);
  if (answers_wait && waits_to_write_) {  // it may have closed one direction only
    phase_ = Phase::finishing;
    return;
  }
  close();
}

void Connection::tick(Clock::time_point now) {
  guarded([&] { look_after(now); });
}

void Connection::look_after(Clock::time_point now) {
  const bool stalled = sent_ < out_.size() && now - write_progress_ > limits_.write_stall;
  if (closed_ || stalled || hung_up_unread()) return close();
  switch (phase_) {
    case Phase::reading: {
      if (sent_ < out_.size()) return;  // it still reads the answers
      if (!begun_) {
        if (now - quiet_since_ > limits_.idle_time) close();
        return;
      }
      const bool in_head = reader_.state() == RequestReader::State::head;
      const auto in_body = now - head_done_;
      const auto received = static_cast<long long>(reader_.received());
      const bool slow =
          in_body > limits_.body_patience &&
          received * 1000 < std::chrono::duration_cast<std::chrono::milliseconds>(in_body).count() *
                                static_cast<long long>(limits_.body_rate);
      if (in_head ? now - *begun_ > limits_.head_time : in_body > limits_.body_time || slow) {
        const bool silent = in_head && unread_.empty();
        if (silent) return close();
        refuse(plain(408, "the request took too long to come"));
        phase_ = Phase::finishing;
        flush();
      }
      return;
    }
    case Phase::streaming:
      if (now - vouched_ > kVouching) {
        vouched_ = now;
        if (!service_.still_stands(caller_)) return close();
      }
      if (now - quiet_since_ <= limits_.keep_alive) return;
      quiet_since_ = now;
      write_part(out_, kHeartbeat, framing_);
      return flush();
    case Phase::lingering:
      if (now - quiet_since_ > kLingering) close();
      return;
    case Phase::screening:
      if (now - head_done_ > limits_.body_time) close();
      return;
    case Phase::serving:
      if (now - quiet_since_ <= limits_.silence) return;
      quiet_since_ = now;
      if (const auto watcher = watcher_) watcher->still_waits();
      return;
    case Phase::finishing:
    case Phase::closed:
      return;
  }
}

void Connection::tell_of_end() {
  if (const auto watcher = watcher_) watcher->stopping();  // which may let go of it
}

void Connection::drain() {
  const auto self = shared_from_this();
  draining_ = true;
  tell_of_end();
  if (phase_ == Phase::reading && reader_.state() == RequestReader::State::head && unread_.empty() &&
      sent_ == out_.size())
    close();
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  closed_ = true;  // what cannot be done now, tick() tries again
  // Not from here: whoever writes may hold what the watcher needs.
  if (watcher_ != nullptr) loop_->post([watcher = watcher_] { watcher->gone(); });
  watcher_.reset();
  const auto self = shared_from_this();
  phase_ = Phase::closed;
  loop_->leave(*this);
  budget_.hold(std::exchange(held_, 0), 0);
  sender_place_ = {};
  place_ = {};
  boost::system::error_code ignored;
  socket_.close(ignored);
  std::string().swap(unread_);
  std::string().swap(out_);
}

}  // namespace mcp::http
