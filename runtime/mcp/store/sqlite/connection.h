#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <mcp/core/result.h>

// The one place that calls SQLite.

namespace mcp::store::sqlite {

using Deadline = std::chrono::steady_clock::time_point;

/// What a statement is given; texts are bound as bytes.
using Argument = std::variant<std::nullptr_t, std::int64_t, std::string_view>;
/// What it gives.
using Value = std::variant<std::int64_t, std::string>;
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

/// Tells what a file holds from what it held before and will hold later, and from what others hold.
using FileState = std::array<unsigned char, 48>;

/// A connection to one database file, used by one thread at a time.
class Connection {
 public:
  /// Of a file that exists.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, Deadline deadline);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Until when statements wait for the locks of others. Past it they fail as `unavailable`.
  void wait_until(Deadline deadline) { deadline_ = deadline; }

  /// Runs one statement to its end. It stays prepared, so its text has no values in it.
  Result<Rows> run(std::string_view sql, std::initializer_list<Argument> arguments = {});
  /// Gives up what a transaction has done so far, where there is one.
  void roll_back();

  /// False once an error leaves open what is on the disk: then the connection is only good for being closed.
  bool is_trusted() const { return trusted_; }

  /// The same as before where nobody, in whatever process, has committed anything in between. Costs no call
  /// of the system. Nothing where it cannot be told.
  std::optional<FileState> state() const;

  /// Whether another file, or none, has taken the place of the one that was opened.
  bool has_moved() const;

  /// For the log only: it names the file.
  Error damaged(std::string_view why) const;

 private:
  struct Calls;  // what the library calls back
  struct Handle;
  struct Prepared;

  Connection(std::string path, Deadline deadline);
  Result<Prepared*> prepare(std::string_view sql);
  Error failure(int code);

  const std::string path_;
  Deadline deadline_;
  bool trusted_ = true;
  std::unique_ptr<Handle> handle_;
  std::map<std::string, std::unique_ptr<Prepared>, std::less<>> prepared_;
};

/// Does `work` as one transaction, which takes the lock of writers at its beginning: all of it, or nothing
/// where it fails. What it gives has been synced to the disk.
template <typename Work>
std::invoke_result_t<Work> in_transaction(Connection& connection, Work work) {
  struct RollBack {
    ~RollBack() { connection.roll_back(); }
    Connection& connection;
  };
  if (auto begun = connection.run("BEGIN IMMEDIATE"); !begun) return begun.error();
  const RollBack unless_committed{connection};
  auto result = work();
  if (!result) return result;
  if (auto committed = connection.run("COMMIT"); !committed) return committed.error();
  return result;
}

}  // namespace mcp::store::sqlite
