#include "session.h"

#include <algorithm>
#include <utility>

#include <mcp/core/random.h>

namespace mcp::http {
namespace {

/// Streams of answered requests that a client can still read on: those of which it has had the answer, and
/// those of which it has not.
constexpr std::size_t kKeptStreams = 16;
constexpr std::size_t kKeptAnswers = 64;

}  // namespace

Session::Session(std::string session_id, std::string principal, Shares::Place place,
                 std::shared_ptr<KeptBytes> kept)
    : id(std::move(session_id)),
      owner(std::move(principal)),
      general(std::make_shared<EventStream>(0, kept)),
      place_(std::move(place)),
      kept_(std::move(kept)) {}

void Session::let_poll() {
  polls_ = true;
  general->prime();
}

std::shared_ptr<EventStream> Session::add_stream() {
  const std::lock_guard lock(mutex_);
  forget_streams();
  auto stream = std::make_shared<EventStream>(++last_stream_, kept_);
  if (polls_) stream->prime();
  streams_.emplace(last_stream_, stream);
  return stream;
}

/// Those to which nobody can come back, and the oldest of the others. How many have not ended is bounded
/// elsewhere: each belongs to a call.
void Session::forget_streams() {
  std::size_t answered = 0;
  std::size_t awaited = 0;
  for (auto stream = streams_.end(); stream != streams_.begin();) {
    --stream;
    const EventStream& one = *stream->second;
    if (!one.has_ended()) continue;
    if (!one.was_begun()) {
      stream = streams_.erase(stream);
      continue;
    }
    const bool too_many = one.was_delivered() ? ++answered > kKeptStreams : ++awaited > kKeptAnswers;
    if (too_many) stream = streams_.erase(stream);
  }
}

std::shared_ptr<EventStream> Session::find_stream(std::uint64_t number) const {
  if (number == 0) return general;
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(number);
  return found == streams_.end() ? nullptr : found->second;
}

void Session::touch() {
  const std::lock_guard lock(mutex_);
  used_ = Clock::now();
}

bool Session::is_idle_since(Clock::time_point time) {
  if (general->is_read() || peer->in_flight() > 0) touch();  // who let go of a call comes back for its answer
  const std::lock_guard lock(mutex_);
  return used_ < time;
}

Result<std::shared_ptr<Session>> Sessions::make(const Caller& caller) {
  const std::string share = caller.share();
  auto place = places_.take(share);
  if (!place) return place.error();
  Result<std::string> id = random_handle();
  if (!id) return id.error();
  auto kept = std::make_shared<KeptBytes>(limits_.kept_bytes, kept_of(share),
                                          limits_.kept_bytes / std::max<std::size_t>(limits_.most, 1));
  return std::make_shared<Session>(*std::move(id), caller.principal.id(), *std::move(place), std::move(kept));
}

/// What this caller's sessions keep together; one that is alone on this machine has all.
std::shared_ptr<KeptBytes> Sessions::kept_of(const std::string& share) {
  if (share.empty()) return kept_;
  const std::lock_guard lock(mutex_);
  if (kept_of_.size() > 2 * sessions_.size())
    std::erase_if(kept_of_, [](const auto& entry) { return entry.second.expired(); });
  auto& known = kept_of_[share];
  auto kept = known.lock();
  if (kept == nullptr) known = kept = std::make_shared<KeptBytes>(limits_.kept_bytes_each, kept_);
  return kept;
}

void Sessions::add(std::shared_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  const std::string& id = session->id;
  sessions_.emplace(id, std::move(session));
}

std::shared_ptr<Session> Sessions::find(std::string_view id, std::string_view owner) const {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(id);
  if (found == sessions_.end() || found->second->owner != owner) return nullptr;
  found->second->touch();
  return found->second;
}

void Sessions::close(const std::shared_ptr<Session>& session) {
  {
    const std::lock_guard lock(mutex_);
    if (sessions_.erase(session->id) == 0) return;
  }
  session->peer->close();
  session->general->drop();
}

void Sessions::close_idle() {
  const auto since = Session::Clock::now() - limits_.idle;
  for (const auto& session : all()) {
    if (session->is_idle_since(since)) close(session);
  }
}

std::vector<std::shared_ptr<Session>> Sessions::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Session>> sessions;
  sessions.reserve(sessions_.size());
  for (const auto& [id, session] : sessions_) sessions.push_back(session);
  return sessions;
}

}  // namespace mcp::http
