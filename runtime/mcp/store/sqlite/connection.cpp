#include "connection.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <thread>
#include <utility>

#include <sqlite3.h>

namespace mcp::store::sqlite {
namespace {

static_assert(SQLITE_VERSION_NUMBER >= 3037000, "the schema needs STRICT tables: SQLite 3.37 or newer");

/// How long the log may grow, in pages, before it is copied into the database.
constexpr int kMostLoggedPages = 1000;

int bind(sqlite3_stmt* statement, int index, const Argument& argument) {
  if (const auto* number = std::get_if<std::int64_t>(&argument))
    return sqlite3_bind_int64(statement, index, *number);
  if (const auto* bytes = std::get_if<std::string_view>(&argument))
    // A null pointer would be NULL, and not a text without bytes.
    return sqlite3_bind_blob64(statement, index, bytes->empty() ? "" : bytes->data(), bytes->size(),
                               SQLITE_STATIC);
  return sqlite3_bind_null(statement, index);
}

Value column(sqlite3_stmt* statement, int index) {
  if (sqlite3_column_type(statement, index) == SQLITE_INTEGER) return sqlite3_column_int64(statement, index);
  const void* bytes = sqlite3_column_blob(statement, index);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
  return size == 0 ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

// Beside a database in WAL mode its connections share the index of the log, whose layout is documented
// (sqlite.org/walformat.html). It begins with two copies of a header, which every commit changes for good
// once there is a log.
constexpr int kIndexBytes = 32768;
constexpr std::uint32_t kIndexVersion = 3007000;
constexpr std::size_t kInitialised = 12;
constexpr std::size_t kSalt = 32;

/// Whoever commits writes the second copy first: what stands in both is no half of anything.
std::optional<FileState> state_in(const volatile unsigned char* index) {
  FileState first{};
  FileState second{};
  std::copy_n(index, first.size(), first.begin());
  std::atomic_thread_fence(std::memory_order_seq_cst);
  std::copy_n(index + first.size(), second.size(), second.begin());
  std::uint32_t version = 0;
  std::memcpy(&version, first.data(), sizeof version);
  if (first != second || version != kIndexVersion || first[kInitialised] == 0) return {};
  // Without a log there is no salt, and the header is that of any other file without one.
  const auto salt = first.begin() + kSalt;
  const bool has_salt = std::any_of(salt, salt + 8, [](unsigned char byte) { return byte != 0; });
  return has_salt ? std::optional(first) : std::nullopt;
}

Row row(sqlite3_stmt* statement) {
  Row values;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) values.push_back(column(statement, i));
  return values;
}

}  // namespace

struct Connection::Handle {
  ~Handle() { sqlite3_close(database); }
  sqlite3* database = nullptr;
};

struct Connection::Prepared {
  ~Prepared() { sqlite3_finalize(statement); }
  sqlite3_stmt* statement = nullptr;
};

struct Connection::Calls {
  static int wait_for_lock(void* self, int attempt) {
    const auto left = static_cast<Connection*>(self)->deadline_ - std::chrono::steady_clock::now();
    if (left <= left.zero()) return 0;
    const std::chrono::milliseconds pause(std::min(1 << std::min(attempt, 5), 25));
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(pause, left));
    return 1;
  }

  /// The library does the same by itself, but tells nobody when the disk failed meanwhile.
  static int copy_log(void* self, sqlite3* database, const char* name, int pages) {
    if (pages < kMostLoggedPages) return SQLITE_OK;
    const int code =
        sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr) & 0xff;
    if (code != SQLITE_OK && code != SQLITE_BUSY) static_cast<Connection*>(self)->trusted_ = false;
    return SQLITE_OK;
  }
};

Connection::Connection(std::string path, Deadline deadline)
    : path_(std::move(path)), deadline_(deadline), handle_(std::make_unique<Handle>()) {}

Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Deadline deadline) {
  std::unique_ptr<Connection> connection(new Connection(path, deadline));
  sqlite3*& database = connection->handle_->database;
  // The library needs no locks of its own: one thread at a time.
  const int opened =
      sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (opened != SQLITE_OK) return connection->failure(opened);
  sqlite3_busy_handler(database, Calls::wait_for_lock, connection.get());
  sqlite3_wal_hook(database, Calls::copy_log, connection.get());
  for (const auto& [setting, on] :
       {std::pair(SQLITE_DBCONFIG_DEFENSIVE, 1), std::pair(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)}) {
    const int set = sqlite3_db_config(database, setting, on, nullptr);
    if (set != SQLITE_OK) return connection->failure(set);
  }
  return connection;
}

Result<Rows> Connection::run(std::string_view sql, std::initializer_list<Argument> arguments) {
  const auto prepared = prepare(sql);
  if (!prepared) return prepared.error();
  struct Reset {
    ~Reset() {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
    sqlite3_stmt* statement;
  } const use{(*prepared)->statement};
  int index = 0;
  for (const Argument& argument : arguments) {
    if (const int bound = bind(use.statement, ++index, argument); bound != SQLITE_OK) return failure(bound);
  }
  Rows rows;
  int code = sqlite3_step(use.statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(use.statement)) rows.push_back(row(use.statement));
  if (code != SQLITE_DONE) return failure(code);
  return rows;
}

void Connection::roll_back() {
  if (sqlite3_get_autocommit(handle_->database) != 0) return;
  if (sqlite3_exec(handle_->database, "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK) trusted_ = false;
}

std::optional<FileState> Connection::state() const {
  sqlite3_file* file = nullptr;
  const int told = sqlite3_file_control(handle_->database, nullptr, SQLITE_FCNTL_FILE_POINTER, &file);
  if (told != SQLITE_OK || file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < 2)
    return {};
  void volatile* index = nullptr;
  if (file->pMethods->xShmMap(file, 0, kIndexBytes, 0, &index) != SQLITE_OK || index == nullptr) return {};
  return state_in(static_cast<const volatile unsigned char*>(index));
}

bool Connection::has_moved() const {
  int moved = 0;
  const int told = sqlite3_file_control(handle_->database, nullptr, SQLITE_FCNTL_HAS_MOVED, &moved);
  return told == SQLITE_OK && moved != 0;
}

Result<Connection::Prepared*> Connection::prepare(std::string_view sql) {
  const auto known = prepared_.find(sql);
  if (known != prepared_.end()) return known->second.get();
  auto prepared = std::make_unique<Prepared>();
  const int code = sqlite3_prepare_v3(handle_->database, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared->statement, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return prepared_.emplace(sql, std::move(prepared)).first->second.get();
}

Error Connection::failure(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
      return {Error::Code::unavailable, "the store is busy: somebody else has locked it"};
    case SQLITE_FULL:
      return {Error::Code::unavailable, "the store is full"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:  // our statements have no fault: a table is not there
      trusted_ = false;
      return damaged(sqlite3_errstr(code));
    default:
      trusted_ = false;
      return {Error::Code::unavailable, std::string("the store failed: ") + sqlite3_errstr(code)};
  }
}

Error Connection::damaged(std::string_view why) const {
  return {Error::Code::internal,
          "the store in " + path_ + " is damaged: " + std::string(why) + ": put a backup in its place"};
}

}  // namespace mcp::store::sqlite
