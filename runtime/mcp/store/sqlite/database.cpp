#include "database.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace mcp::store::sqlite {
namespace {

/// How far the time in the file may be behind: to write it costs a page.
constexpr std::int64_t kClockStep = 1000;

}  // namespace

Database::Database(Options options)
    : options_(std::move(options)),
      clock_(options_.clock),
      writer_([this](Deadline deadline) { return open_writer(deadline); }),
      reader_([this](Deadline deadline) { return open_database(options_.file, deadline); }),
      hasty_reader_([this](Deadline deadline) { return open_database(options_.file, deadline); },
                    kPauseOfHaste) {}

Result<std::unique_ptr<Database>> Database::open(Options options) {
  std::string& path = options.file.path;
  std::error_code failed;
  // Whatever the process does with its folder later; and SQLite takes an absolute path as it is.
  const auto absolute = std::filesystem::absolute(path, failed);
  if (path.empty() || path.find('\0') != std::string::npos || failed)
    return Error{Error::Code::invalid_params, "the store needs the path of a file"};
  path = absolute.string();
  std::unique_ptr<Database> database(new Database(std::move(options)));
  auto made = make_if_absent(database->options_.file, database->deadline());
  if (!made) return made.error();
  if (auto sound = database->read(check_database); !sound) return sound.error();
  auto written = database->change([](Connection&, std::int64_t) { return Result<void>(); });
  if (!written) return written.error();
  return database;
}

std::optional<FileState> Database::state() {
  const auto told = at_once([](Connection& connection) { return Result(connection.state()); }, kLastMoment);
  return told ? *told : std::nullopt;
}

Result<std::unique_ptr<Connection>> Database::open_writer(Deadline deadline) {
  auto connection = open_database(options_.file, deadline);
  if (!connection) return connection;
  // Shows that the disk takes writes again, and leaves nothing of a change that failed on its way there:
  // what it left in the log is written over.
  auto written = (*connection)->run("UPDATE clock SET openings = openings + 1");
  if (!written) return written.error();
  return connection;
}

Result<std::int64_t> Database::tell_time(Connection& connection) {
  const auto latest = connection.run("SELECT latest FROM clock");
  if (!latest) return latest.error();
  const std::int64_t seen = std::get<std::int64_t>(latest->at(0).at(0));
  const std::int64_t now = clock_.now_after(seen);
  if (now - seen >= kClockStep) {
    if (auto set = connection.run("UPDATE clock SET latest = ?1", {now}); !set) return set.error();
  }
  return now;
}

}  // namespace mcp::store::sqlite
