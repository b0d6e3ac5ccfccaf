#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/engine/engine.h>
#include <mcp/core/shares.h>
#include <mcp/transport/http/door/kept_bytes.h>
#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// The messages that belong together in a session: those of one POST, or those of none. They are numbered
/// and kept for a while, so that a client whose connection broke can read on from where it was.
class EventStream final : public Outlet, public std::enable_shared_from_this<EventStream> {
 public:
  static constexpr std::size_t kKeptEvents = 256;
  static constexpr std::size_t kKeptBytes = 256 * 1024;

  EventStream(std::uint64_t number, std::shared_ptr<KeptBytes> kept)
      : number_(number), kept_(std::move(kept)) {}
  ~EventStream() override { kept_->remove(kept_bytes_); }

  /// It begins with an empty event, so that there is a place to read on from. Before it is read.
  void prime() { primed_ = true; }
  /// The first reader, a POST: it gets plain JSON when there is one message only, and soon.
  std::shared_ptr<Watcher> answer_to(Reply reply);
  /// A reader that opens the stream with GET: it gets what comes from now on. Null when another
  /// one reads already.
  std::shared_ptr<Watcher> open(Reply reply, Shares::Place place, const Caller& caller);
  /// A reader that has all up to event number `last`; false when what follows is not kept any more. Of a POST
  /// what counts is the answer: what came before it may be missing.
  bool resume(Reply reply, Shares::Place place, const Caller& caller, std::uint64_t last,
              std::shared_ptr<Watcher>& watcher);
  /// Somebody reads.
  bool is_read() const;
  /// Nothing follows any more.
  bool has_ended() const;
  /// There may be somebody who comes back.
  bool was_begun() const;
  /// Somebody read it to its end.
  bool was_delivered() const;
  /// For a client that comes back.
  std::size_t kept_bytes() const;

  void send(std::string message) override;
  void answer(std::string message, const Standing& standing) override;
  void answer_result(std::string_view id, std::string_view result) override;
  void answer_error(std::string_view id, const RpcError& error) override;
  void drop() override;
  void abandon() noexcept override;
  void let_reader_go() override;
  std::shared_ptr<const Caller> reader() const override;

 private:
  class Reader;
  struct Event {
    std::uint64_t number;
    std::string text;
  };
  struct Reading {
    Reply reply;
    Shares::Place place;  ///< of a stream that was opened by itself
  };

  void conclude(std::string_view id, std::string message, const Standing& standing);
  void add(std::string_view message);
  void keep(std::string_view message);
  void forget_oldest();
  void begin(const Reply& reply);
  void begin_first();
  void reassure(std::uint64_t reader);
  void finish();
  std::shared_ptr<Watcher> watch_next();
  void let_read(Reading reading) noexcept;
  void leave(std::uint64_t reader);

  const std::uint64_t number_;
  const std::shared_ptr<KeptBytes> kept_;
  bool primed_ = false;
  bool begun_ = false;  ///< before that nobody knows a place to read on from
  mutable std::mutex mutex_{};
  std::optional<Reading> reader_{};
  std::shared_ptr<const Caller> read_by_{};  ///< who opened it last, and may come back
  std::uint64_t readers_ = 0;
  bool waits_for_first_ = false;  ///< the reader has got nothing yet, and may get plain JSON
  bool ended_ = false;
  bool delivered_ = false;
  std::deque<Event> events_{};
  std::size_t kept_bytes_ = 0;
  std::uint64_t last_ = 0;
};

}  // namespace mcp::http
