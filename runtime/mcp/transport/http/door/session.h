#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/engine/engine.h>
#include <mcp/core/shares.h>
#include <mcp/transport/http/door/event_stream.h>
#include <mcp/transport/http/net/limits.h>

namespace mcp::http {

/// What `initialize` opened over HTTP: one client of an earlier revision, and the streams it reads.
class Session {
 public:
  using Clock = std::chrono::steady_clock;

  Session(std::string id, std::string owner, Shares::Place place, std::shared_ptr<KeptBytes> kept);

  const std::string id;
  const std::string owner;  ///< the principal's id
  /// Messages that belong to no request.
  const std::shared_ptr<EventStream> general;
  std::shared_ptr<Peer> peer{};

  /// Its client may leave a stream and read on later. Before any stream is read.
  void let_poll();

  /// A stream for the answers to one POST.
  std::shared_ptr<EventStream> add_stream();
  /// By its number; null when it is not kept any more. One that has not ended is.
  std::shared_ptr<EventStream> find_stream(std::uint64_t number) const;

  void touch();
  /// What is read or works is used meanwhile.
  bool is_idle_since(Clock::time_point time);

 private:
  void forget_streams();

  const Shares::Place place_;
  const std::shared_ptr<KeptBytes> kept_;
  bool polls_ = false;
  mutable std::mutex mutex_{};
  Clock::time_point used_ = Clock::now();
  std::uint64_t last_stream_ = 0;
  std::map<std::uint64_t, std::shared_ptr<EventStream>> streams_{};
};

/// All sessions. From any thread.
class Sessions {
 public:
  using Limits = SessionLimits;

  explicit Sessions(Limits limits)
      : limits_(limits),
        places_("sessions", {limits.most, limits.each}),
        kept_(std::make_shared<KeptBytes>(limits.kept_bytes)) {}

  /// One that nobody finds before it is added; an error when there are too many.
  Result<std::shared_ptr<Session>> make(const Caller& caller);
  void add(std::shared_ptr<Session> session);
  /// Null when there is none of this id, or it is somebody else's: nobody learns which.
  std::shared_ptr<Session> find(std::string_view id, std::string_view owner) const;
  /// The client, or the operator, ends it.
  void close(const std::shared_ptr<Session>& session);
  void close_idle();
  std::vector<std::shared_ptr<Session>> all() const;

 private:
  std::shared_ptr<KeptBytes> kept_of(const std::string& share);

  const Limits limits_;
  Shares places_;
  const std::shared_ptr<KeptBytes> kept_;
  mutable std::mutex mutex_{};
  std::map<std::string, std::shared_ptr<Session>, std::less<>> sessions_{};
  std::map<std::string, std::weak_ptr<KeptBytes>, std::less<>> kept_of_{};  ///< by Caller::share()
};

}  // namespace mcp::http
