#include "event_stream.h"

#include <utility>

#include <mcp/core/rpc/answer.h>
#include <mcp/transport/http/door/exchange.h>

namespace mcp::http {
namespace {

/// After what time a client that lost its connection should come back, in milliseconds.
constexpr std::string_view kRetry = "500";

RpcError not_kept() {
  return {.code = rpc_code::kUnavailable,
          .message = "the call has ended, but there was no room to keep its answer: call again"};
}

}  // namespace

/// The client that reads, or one that did before.
class EventStream::Reader final : public Watcher {
 public:
  Reader(std::weak_ptr<EventStream> stream, std::uint64_t number)
      : stream_(std::move(stream)), number_(number) {}

  void gone() override {
    if (const auto stream = stream_.lock()) stream->leave(number_);
  }
  void still_waits() override {
    if (const auto stream = stream_.lock()) stream->reassure(number_);
  }

 private:
  const std::weak_ptr<EventStream> stream_;
  const std::uint64_t number_;
};

std::shared_ptr<Watcher> EventStream::answer_to(Reply reply) {
  const std::lock_guard lock(mutex_);
  auto watcher = watch_next();
  let_read({std::move(reply), {}});
  waits_for_first_ = true;
  return watcher;
}

std::shared_ptr<Watcher> EventStream::open(Reply reply, Shares::Place place, const Caller& caller) {
  const std::lock_guard lock(mutex_);
  if (reader_ || ended_) return nullptr;
  auto watcher = watch_next();
  auto who = std::make_shared<const Caller>(caller);
  begin(reply);
  let_read({std::move(reply), std::move(place)});
  read_by_ = std::move(who);
  return watcher;
}

bool EventStream::resume(Reply reply, Shares::Place place, const Caller& caller, std::uint64_t last,
                         std::shared_ptr<Watcher>& watcher) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t first_kept = last_ + 1 - events_.size();
  const bool lost = last + 1 < first_kept && (number_ == 0 || (ended_ && events_.empty()));
  if (!begun_ || last > last_ || lost) return false;
  reply.begin(event_stream());
  for (const Event& event : events_) {
    if (event.number > last) reply.write(event.text);
  }
  if (ended_) {
    reply.end();
    delivered_ = true;
    return true;
  }
  auto next = watch_next();
  auto who = std::make_shared<const Caller>(caller);
  if (reader_) reader_->reply.end();  // the same client: it does not know yet that its connection broke
  let_read({std::move(reply), std::move(place)});
  read_by_ = std::move(who);
  watcher = std::move(next);
  return true;
}

bool EventStream::is_read() const {
  const std::lock_guard lock(mutex_);
  return reader_.has_value();
}

std::shared_ptr<const Caller> EventStream::reader() const {
  const std::lock_guard lock(mutex_);
  return read_by_;
}

bool EventStream::has_ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

bool EventStream::was_begun() const {
  const std::lock_guard lock(mutex_);
  return begun_;
}

bool EventStream::was_delivered() const {
  const std::lock_guard lock(mutex_);
  return delivered_;
}

std::size_t EventStream::kept_bytes() const {
  const std::lock_guard lock(mutex_);
  return kept_bytes_;
}

void EventStream::send(std::string message) {
  const std::lock_guard lock(mutex_);
  if (ended_) return;
  begin_first();
  add(std::move(message));
}

void EventStream::answer(std::string message, const Standing& standing) {
  const std::lock_guard lock(mutex_);
  conclude({}, std::move(message), standing);
}

void EventStream::answer_result(std::string_view id, std::string_view result) {
  const std::lock_guard lock(mutex_);
  conclude(id, result_message(id, result), {});
}

void EventStream::answer_error(std::string_view id, const RpcError& error) {
  const std::lock_guard lock(mutex_);
  conclude(id, error_message(id, error), standing_of(error));
}

/// Whoever comes back for an answer that there was no room for hears that, and not nothing.
void EventStream::conclude(std::string_view id, std::string message, const Standing& standing) {
  if (ended_) return;
  if (waits_for_first_) {
    reader_->reply.send(json(standing, std::move(message)));
    waits_for_first_ = false;
    reader_.reset();
    ended_ = true;
    return;
  }
  add(message);
  if (!reader_ && events_.empty() && !id.empty()) keep(error_message(id, not_kept()));
  finish();
}

void EventStream::drop() {
  const std::lock_guard lock(mutex_);
  if (ended_) return;
  if (std::exchange(waits_for_first_, false)) {
    reader_->reply.send({.status = 202});
    reader_.reset();
  }
  finish();
  delivered_ = true;  // there is nothing to come back for
}

/// Whoever reads would wait in vain.
void EventStream::abandon() noexcept {
  const std::lock_guard lock(mutex_);
  if (reader_) reader_->reply.cut();
  reader_.reset();
  waits_for_first_ = false;
  ended_ = true;
}

void EventStream::let_reader_go() {
  const std::lock_guard lock(mutex_);
  if (!primed_ || !reader_) return;
  begin_first();
  reader_->reply.end();
  reader_.reset();
}

/// Whoever waits knows a place to come back to, if its connection breaks.
void EventStream::reassure(std::uint64_t reader) {
  const std::lock_guard lock(mutex_);
  if (primed_ && readers_ == reader) begin_first();
}

void EventStream::begin_first() {
  if (!waits_for_first_) return;
  begin(reader_->reply);
  waits_for_first_ = false;
}

void EventStream::begin(const Reply& reply) {
  std::string text;  // first: once it has begun there is no other answer
  if (primed_) {
    text = "id: " + std::to_string(number_) + "." + std::to_string(last_) + "\nretry: ";
    text.append(kRetry).append("\ndata:\n\n");
  }
  reply.begin(event_stream());
  begun_ = true;
  if (primed_) reply.write(std::move(text));
}

void EventStream::add(std::string_view message) {
  keep(message);
  while (events_.size() > 1 && (events_.size() > kKeptEvents || kept_bytes_ > kKeptBytes)) forget_oldest();
  while (!events_.empty() && kept_->too_many()) forget_oldest();
}

void EventStream::keep(std::string_view message) {
  std::string text = "id: " + std::to_string(number_) + "." + std::to_string(++last_) + "\n";
  text += event(message);
  if (reader_) reader_->reply.write(text);
  kept_bytes_ += text.size();
  kept_->add(text.size());
  events_.push_back({last_, std::move(text)});
}

void EventStream::forget_oldest() {
  const std::size_t bytes = events_.front().text.size();
  kept_bytes_ -= bytes;
  kept_->remove(bytes);
  events_.pop_front();
}

void EventStream::finish() {
  ended_ = true;
  delivered_ = reader_.has_value();
  if (reader_) reader_->reply.end();
  reader_.reset();
}

/// Made before anybody reads: a reader whom nobody watches would keep the stream, and its place, for ever.
std::shared_ptr<Watcher> EventStream::watch_next() {
  return std::make_shared<Reader>(weak_from_this(), readers_ + 1);
}

void EventStream::let_read(Reading reading) noexcept {
  reader_ = std::move(reading);
  ++readers_;
}

void EventStream::leave(std::uint64_t reader) {
  const std::lock_guard lock(mutex_);
  if (readers_ != reader) return;
  reader_.reset();
  waits_for_first_ = false;
}

}  // namespace mcp::http
