// What goes out on a connection.

#include <algorithm>
#include <iterator>
#include <utility>

#include <mcp/transport/http/net/connection.h>

namespace mcp::http {
namespace {

/// Buffers that grew beyond this are given back.
constexpr std::size_t kKeptBuffer = 16 * 1024;

void clear(std::string& buffer) {
  if (buffer.capacity() > kKeptBuffer) {
    std::string().swap(buffer);
  } else {
    buffer.clear();
  }
}

}  // namespace

void Reply::send(Response response) const { connection_->send(request_, std::move(response)); }
void Reply::begin(Response head) const { connection_->begin(request_, std::move(head)); }
void Reply::write(std::string part) const { connection_->write(request_, std::move(part)); }
void Reply::end() const { connection_->end(request_); }
void Reply::cut() const noexcept { connection_->cut(); }

/// In the order of the calls, whoever makes them: what the loop's own thread says does not overtake what
/// others said before, which has yet to come to the loop.
template <typename Job>
void Connection::on_loop(Job job) {
  if (closed_) return;
  try {
    if (loop_->is_current() && posted_ == 0) return job(*this);
    ++posted_;
    loop_->post([self = shared_from_this(), job = std::move(job)]() mutable {
      --self->posted_;
      self->guarded([&] { job(*self); });
    });
  } catch (...) {
    cut();
    throw;
  }
}

void Connection::complete(Response& response) {
  if (response.status == 401 || response.status == 403) service_.complete(response);
  std::ranges::move(fields_, std::back_inserter(response.fields));
  fields_.clear();
}

void Connection::send(std::uint64_t request, Response response) {
  on_loop([request, response = std::move(response)](Connection& self) mutable {
    if (request != self.request_ || self.phase_ != Phase::serving) return;
    self.complete(response);
    write_response(self.out_, response, self.framing_);
    self.answered();
  });
}

void Connection::begin(std::uint64_t request, Response head) {
  on_loop([request, head = std::move(head)](Connection& self) mutable {
    if (request != self.request_ || self.phase_ != Phase::serving) return;
    if (self.framing_.http_1_0) self.framing_.keep_alive = false;
    self.phase_ = Phase::streaming;
    self.quiet_since_ = Clock::now();
    self.vouched_ = self.quiet_since_;
    self.complete(head);
    write_begin(self.out_, head, self.framing_);
    if (!self.serving_all_) self.flush();
  });
}

void Connection::write(std::uint64_t request, std::string part) {
  if (closed_) return;
  const std::size_t backlog = queued_.fetch_add(part.size()) + unsent_;
  if (backlog > limits_.queue_bytes || unread_parts_ > limits_.queue_parts) {
    closed_ = true;
    loop_->post([self = shared_from_this()] { self->close(); });
    return;
  }
  on_loop([request, part = std::move(part)](Connection& self) {
    self.queued_ -= part.size();
    if (request != self.request_ || self.phase_ != Phase::streaming) return;
    self.quiet_since_ = Clock::now();
    write_part(self.out_, part, self.framing_);
    if (!self.serving_all_) self.flush();
    if (self.sent_ < self.out_.size()) ++self.unread_parts_;
  });
}

void Connection::end(std::uint64_t request) {
  on_loop([request](Connection& self) {
    if (request != self.request_ || self.phase_ != Phase::streaming) return;
    write_end(self.out_, self.framing_);
    self.answered();
  });
}

void Connection::answered() {
  watcher_.reset();
  phase_ = framing_.keep_alive && !draining_ ? Phase::reading : Phase::finishing;
  if (serving_all_) return;
  if (phase_ == Phase::reading) next_request();
  flush();
  loop_->post([self = shared_from_this()] { self->go_on(); });
}

void Connection::wait_to_write() {
  if (waits_to_write_ || phase_ == Phase::closed) return;
  waits_to_write_ = true;
  socket_.async_wait(boost::asio::posix::stream_descriptor::wait_write,
                     [self = shared_from_this()](const boost::system::error_code& error) {
                       self->waits_to_write_ = false;
                       if (error || self->phase_ == Phase::closed) return;
                       self->guarded([&] {
                         std::exchange(self->reads_when_writable_, false) ? self->readable() : self->go_on();
                       });
                     });
}

void Connection::flush() {
  while (sent_ < out_.size() && phase_ != Phase::closed) {
    const Channel::Progress progress = channel_->write(std::string_view(out_).substr(sent_));
    switch (progress.outcome) {
      case Channel::Outcome::done:
        written(progress.bytes);
        break;
      case Channel::Outcome::wait_to_read:
        return wait_to_read();
      case Channel::Outcome::wait_to_write:
        if (!waits_to_write_) write_progress_ = Clock::now();
        unsent_ = out_.size() - sent_;
        return wait_to_write();
      case Channel::Outcome::closed:
      case Channel::Outcome::broken:
        return peer_gone();
    }
  }
  if (phase_ == Phase::closed) return;
  clear(out_);
  sent_ = 0;
  unsent_ = 0;
  unread_parts_ = 0;
  if (phase_ == Phase::reading) quiet_since_ = Clock::now();
  if (phase_ == Phase::reading && draining_ && unread_.empty()) phase_ = Phase::finishing;
  if (phase_ != Phase::finishing) return;
  channel_->finish();
  phase_ = Phase::lingering;
  quiet_since_ = Clock::now();
  wait_to_read();
}

void Connection::written(std::size_t bytes) {
  sent_ += bytes;
  write_progress_ = Clock::now();
}

}  // namespace mcp::http
