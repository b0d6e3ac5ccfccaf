#pragma once

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

  explicit SharedConnection(Open open) : open_(std::move(open)) {}

  /// Waits for its turn, and `work` for the locks of others, until `deadline` and no longer.
  template <typename Work>
  std::invoke_result_t<Work, Connection&> use(Deadline deadline, Work work) {
    if (!take_turn(deadline)) return Error{Error::Code::unavailable, "the store is busy"};
    const Turn turn{*this};
    try {
      if (auto ready = make_ready(deadline); !ready) return ready.error();
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
  Result<void> make_ready(Deadline deadline);
  void drop_if_failed();

  const Open open_;
  // Not a timed mutex: ThreadSanitizer does not see one being locked.
  std::mutex mutex_;
  std::condition_variable free_again_;
  bool taken_ = false;
  std::unique_ptr<Connection> connection_;  // of who has the turn
};

}  // namespace mcp::store::sqlite
