#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <type_traits>
#include <utility>

#include <mcp/core/result.h>
#include <mcp/store/sqlite/connection.h>

namespace mcp::store::sqlite {

/// A connection that threads use in turn. One that is not trusted any more is closed at once, and opened anew
/// for who comes next.
class SharedConnection {
 public:
  using Open = std::function<Result<std::unique_ptr<Connection>>(Deadline)>;

  /// What cannot be opened is not tried again within `pause`.
  explicit SharedConnection(Open open, std::chrono::milliseconds pause = {})
      : open_(std::move(open)), pause_(pause) {}

  /// Waits for its turn, and `work` for the locks of others, until `deadline` and no longer. That another
  /// file took the place of the one that was opened is seen at once, or after `unseen`.
  template <typename Work>
  std::invoke_result_t<Work, Connection&> use(Deadline deadline, Work work,
                                              std::chrono::milliseconds unseen = {}) {
    if (!take_turn(deadline)) return Error{Error::Code::unavailable, "the store is busy"};
    const Turn turn{*this};
    try {
      if (auto ready = make_ready(deadline, unseen); !ready) return ready.error();
      return work(*connection_);
    } catch (const std::bad_alloc&) {
      return Error{Error::Code::unavailable, "the store has no memory left"};
    } catch (const std::exception&) {
      return Error{Error::Code::internal,
                   "the store is damaged: a row is not as it was written: put a backup in its place"};
    }
  }

 private:
  struct Turn {
    ~Turn() { shared.end_turn(); }
    SharedConnection& shared;
  };

  bool take_turn(Deadline deadline);
  void end_turn();
  Result<void> make_ready(Deadline deadline, std::chrono::milliseconds unseen);
  void drop_if_failed();

  const Open open_;
  const std::chrono::milliseconds pause_;
  // Not a timed mutex: ThreadSanitizer does not see one being locked.
  std::mutex mutex_;
  std::condition_variable free_again_;
  bool taken_ = false;
  // The rest is of who has the turn.
  std::unique_ptr<Connection> connection_;
  std::chrono::steady_clock::time_point closed_until_{};
  std::chrono::steady_clock::time_point seen_{};  // that the file was in its place
};

}  // namespace mcp::store::sqlite
