#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/core/caller.h>
#include <mcp/json/json_fwd.h>

namespace mcp {

class AuditLog;
class Sealer;
class Server;
class Shares;
class Store;
struct Frame;
struct HeaderFacts;
struct Revision;
struct RpcError;

/// What HTTP says of an answer besides its text.
struct Standing {
  int status = 200;
  std::string_view scopes{};            ///< all that it takes, where the caller lacks some
  std::chrono::seconds retry_after{0};  ///< 0: nothing that is known
};

/// One way out for messages: a pipe, a response, a stream. Called from any thread, one whole message at
/// a time; must not throw, and must not call back into the Peer.
class Outlet {
 public:
  virtual ~Outlet() = default;
  /// Takes the message at once, whatever its reader does: the sender may hold locks, or keep the time.
  virtual void send(std::string message) = 0;
  /// The same for the message that answers what was received.
  virtual void answer(std::string message, const Standing& standing) {
    (void)standing;
    send(std::move(message));
  }
  /// The same in parts, for a way out that has no use for messages: `id` and `result` are JSON text.
  virtual void answer_result(std::string_view id, std::string_view result);
  virtual void answer_error(std::string_view id, const RpcError& error);
  /// What was received will not be answered: whoever asked gave up.
  virtual void drop() {}
  /// There was no memory for an answer.
  virtual void abandon() noexcept {}
  /// Whoever reads need not wait for what follows: it comes back for it, where it can.
  virtual void let_reader_go() {}
  /// Waits while the reader is far behind. Whoever made a message calls it before making the next, so that
  /// what waits to be read stays bounded.
  virtual void wait_for_room() {}
  /// Who reads what no message asks for, with the rights that it came with; null: whoever connected.
  virtual std::shared_ptr<const Caller> reader() const { return {}; }
};

/// What a frame came with that did not come through a pipe.
struct Arrival {
  const HeaderFacts* headers = nullptr;  ///< used before receive() returns
  std::shared_ptr<Outlet> reply{};
  std::shared_ptr<const Caller>
      caller{};                          ///< as it proved itself this time; null: as it was when it connected
  std::shared_ptr<const void> memory{};  ///< counts what it takes, until nothing of it is needed any more
};

Standing standing_of(const RpcError& error);

/// One client on one pipe: its legacy session if it opened one, its calls in flight, what it listens to.
class Peer {
 public:
  virtual ~Peer() = default;
  /// One frame as it came. Whatever it contains, at most this frame is refused; throws where there is no
  /// memory. Blocks while the queue of calls is full, which is the back-pressure a pipe needs.
  virtual void receive(std::string_view frame) = 0;
  /// A frame was longer than the limit and was thrown away.
  virtual void receive_oversized() = 0;
  virtual void receive(Frame&& frame, Arrival arrival) = 0;
  /// A call of a tool that came in no message: its result is that of kNoRevision. Never waits for a thread.
  virtual void call_tool(std::string_view name, Json arguments, Arrival arrival) = 0;
  /// What `initialize` agreed on, null before that.
  virtual const Revision* session_revision() const = 0;
  /// The client is gone: its calls are cancelled, nothing more is sent.
  virtual void close() = 0;
  /// The server stops: streams get their final message, running calls may still answer.
  virtual void drain() = 0;
  /// Calls that have not been answered yet.
  virtual std::size_t in_flight() const = 0;
  /// Waits until in_flight() is 0; false when `deadline` came first.
  virtual bool wait_idle(std::chrono::steady_clock::time_point deadline) = 0;
};

/// What an Engine stands on besides the Server. Null means the one of the process itself.
struct Services {
  Store* store = nullptr;
  Sealer* sealer = nullptr;
  AuditLog* audit = nullptr;  ///< none: nothing is recorded
};

/// Runs one Server: decides era and revision of each message, dispatches, keeps deadlines. Owns the
/// worker threads. Must outlive its peers.
class Engine {
 public:
  explicit Engine(Server& server, Services services = {});
  /// Gives running handlers the grace to end. One that was cancelled or overdue and still runs is left
  /// behind: it may go on using its Context, but the Server, whose code it is, must outlive it.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// `outlet` takes what is no answer to a frame that came with its own.
  std::shared_ptr<Peer> connect(std::shared_ptr<Outlet> outlet, Caller caller = {});
  /// Asked after each message: does this thread still read?
  using Leads = std::function<bool()>;
  /// Reads messages, for one client, on a thread that may run handlers itself. When one of them takes long
  /// another thread calls `reading` and goes on; the first has to leave it without a further touch once
  /// `leads()` is false. False when somebody reads already, or no thread can be made.
  bool read(std::function<void(const Leads& leads)> reading);
  /// Takes no more calls and cancels tasks. True when every handler, and whoever reads, has returned by
  /// `deadline`; false means that somebody's code is still running, and only the end of the process ends it.
  bool stop(std::chrono::steady_clock::time_point deadline);
  Server& server() const;
  /// For streams that stay open with nothing being asked.
  Shares& streams() const;

  struct Impl;
  Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcp
