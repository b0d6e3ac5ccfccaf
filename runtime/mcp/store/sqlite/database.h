#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>

#include <mcp/core/result.h>
#include <mcp/store/sqlite/connection.h>
#include <mcp/store/sqlite/database_file.h>
#include <mcp/store/sqlite/shared_connection.h>
#include <mcp/store/sqlite/store_clock.h>

namespace mcp::store::sqlite {

/// A database file and its time, for any number of threads.
class Database {
 public:
  struct Options {
    DatabaseFile file{};                           ///< made where there is none; its folder exists
    std::chrono::milliseconds busy_timeout{2000};  ///< how long a call waits for others
    StoreClock::Sources clock{};
  };

  /// An error says what is wrong with the file, and what to do. Such a file is left as it is.
  static Result<std::unique_ptr<Database>> open(Options options);

  /// The time, as far as it is known without the file.
  std::int64_t now() const { return clock_.now(); }
  std::int64_t furthest_now() const { return clock_.furthest(); }

  template <typename Work>
  std::invoke_result_t<Work, Connection&> read(Work work) {
    return reader_.use(deadline(), work);
  }

  /// The same where it takes no waiting for what others do with the file; otherwise it fails as
  /// `unavailable`.
  template <typename Work>
  std::invoke_result_t<Work, Connection&> read_at_once(Work work) {
    return at_once(work, {});
  }

  /// The same as before where nobody has changed the file in between, nor, but for the last moment, put
  /// another in its place. Waits for no lock of others, and costs next to nothing. Nothing where it cannot be
  /// told.
  std::optional<FileState> state();

  /// Does `work`, which is given the time, as one transaction.
  template <typename Work>
  auto change(Work work) {
    using Changed = std::invoke_result_t<Work, Connection&, std::int64_t>;
    return writer_.use(deadline(), [&](Connection& connection) {
      return in_transaction(connection, [&]() -> Changed {
        const auto now = tell_time(connection);
        if (!now) return now.error();
        return work(connection, *now);
      });
    });
  }

 private:
  /// What a read of somebody else who does not wait takes at the most.
  static constexpr std::chrono::milliseconds kOneRead{10};
  /// To open a file takes longer than a read, and longer yet where it cannot be opened.
  static constexpr std::chrono::milliseconds kPauseOfHaste{1000};
  /// To look where a file is costs as much as all the rest of state().
  static constexpr std::chrono::milliseconds kLastMoment{10};

  template <typename Work>
  std::invoke_result_t<Work, Connection&> at_once(Work work, std::chrono::milliseconds unseen) {
    return hasty_reader_.use(
        std::chrono::steady_clock::now() + kOneRead,
        [&](Connection& connection) {
          connection.wait_until(Deadline{});
          return work(connection);
        },
        unseen);
  }

  explicit Database(Options options);

  Deadline deadline() const { return std::chrono::steady_clock::now() + options_.busy_timeout; }
  Result<std::unique_ptr<Connection>> open_writer(Deadline deadline);
  Result<std::int64_t> tell_time(Connection& connection);

  const Options options_;
  StoreClock clock_;
  // Readers need not wait while a change is on its way to the disk.
  SharedConnection writer_;
  SharedConnection reader_;
  SharedConnection hasty_reader_;
};

}  // namespace mcp::store::sqlite
