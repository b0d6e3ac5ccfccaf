#include "sqlite.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <mcp/store/sqlite/connection.h>
#include <mcp/store/sqlite/database_file.h>
#include <mcp/store/sqlite/event_poller.h>
#include <mcp/store/sqlite/shared_connection.h>

namespace mcp::store {
namespace {

using sqlite::Connection;
using sqlite::Deadline;
using sqlite::Event;
using sqlite::Rows;

/// Events are for who is there: they are kept for those that are a little behind.
constexpr std::chrono::seconds kEventLifetime{60};
constexpr std::int64_t kMostEvents = 1000;
/// How far the time in the file may be behind: to write it costs a page.
constexpr std::int64_t kClockStep = 1000;

// Each change begins with a bounded part of what has to be removed, which is more than it adds.
constexpr const char* kSweeps[] = {
    "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries WHERE expires <= ?1 LIMIT 64)",
    "DELETE FROM revocations WHERE rowid IN (SELECT rowid FROM revocations WHERE expires <= ?1 LIMIT 64)",
    "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE expires <= ?1 ORDER BY id LIMIT 64)",
};

Error too_long(const char* what, std::size_t size, std::size_t limit) {
  return {Error::Code::invalid_params, std::string(what) + " for the store has " + std::to_string(size) +
                                           " bytes, and " + std::to_string(limit) + " is the most"};
}

/// The first column of the first row.
Result<std::optional<std::string>> bytes_in(Result<Rows> rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<std::string>();
  return std::optional(std::get<std::string>((*std::move(rows))[0][0]));
}

Result<void> done(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  return {};
}

}  // namespace

class Sqlite::Parts {
 public:
  explicit Parts(Options options)
      : options_(std::move(options)),
        clock_(options_.clock),
        writer_([this](Deadline deadline) { return open_writer(deadline); }),
        reader_([this](Deadline deadline) { return open_database(file(), deadline); }),
        poller_({.latest = [this] { return latest_event(); },
                 .after = [this](std::int64_t id) { return events_after(id); }}) {}

  Result<std::optional<std::string>> value_of(std::string_view key) {
    return reader_.use(deadline(), [&](Connection& connection) {
      return bytes_in(
          connection.run("SELECT value FROM entries WHERE key = ?1 AND "
                         "expires > max(?2, (SELECT latest FROM clock))",
                         {key, clock_.now()}));
    });
  }

  /// `work` is given the time, and finds nothing of `key` that has expired.
  template <typename Work>
  auto change(Work work, std::optional<std::string_view> key = {}) {
    using Changed = std::invoke_result_t<Work, Connection&, std::int64_t>;
    return writer_.use(deadline(), [&](Connection& connection) {
      return in_transaction(connection, [&]() -> Changed {
        const auto now = begin_change(connection);
        if (!now) return now.error();
        if (key) {
          auto swept = connection.run("DELETE FROM entries WHERE key = ?1 AND expires <= ?2", {*key, *now});
          if (!swept) return swept.error();
        }
        return work(connection, *now);
      });
    });
  }

  Result<void> prepare() {
    if (auto made = make_if_absent(file(), deadline()); !made) return made;
    if (auto sound = reader_.use(deadline(), sqlite::check_database); !sound) return sound;
    return change([](Connection&, std::int64_t) { return Result<void>(); });
  }

  Result<void> check_sizes(std::string_view key, std::string_view value) const {
    if (auto fits = check_name("a key", key); !fits) return fits;
    if (value.size() > options_.value_bytes) return too_long("a value", value.size(), options_.value_bytes);
    return {};
  }

  Result<void> check_name(const char* what, std::string_view name) const {
    if (name.size() > options_.key_bytes) return too_long(what, name.size(), options_.key_bytes);
    return {};
  }

  sqlite::EventPoller& poller() { return poller_; }

 private:
  sqlite::DatabaseFile file() const { return {options_.path, options_.bytes}; }
  Deadline deadline() const { return std::chrono::steady_clock::now() + options_.busy_timeout; }

  Result<std::unique_ptr<Connection>> open_writer(Deadline deadline) {
    auto connection = open_database(file(), deadline);
    if (!connection) return connection;
    // Shows that the disk takes writes again, and leaves nothing of a change that failed on its way there:
    // what it left in the log is written over.
    auto written = (*connection)->run("UPDATE clock SET openings = openings + 1");
    if (!written) return written.error();
    return connection;
  }

  Result<std::int64_t> begin_change(Connection& connection) {
    const auto latest = connection.run("SELECT latest FROM clock");
    if (!latest) return latest.error();
    const std::int64_t seen = std::get<std::int64_t>(latest->at(0).at(0));
    const std::int64_t now = clock_.now_after(seen);
    if (now - seen >= kClockStep) {
      if (auto set = connection.run("UPDATE clock SET latest = ?1", {now}); !set) return set.error();
    }
    for (const char* sweep : kSweeps) {
      if (auto swept = connection.run(sweep, {now}); !swept) return swept.error();
    }
    return now;
  }

  Result<std::int64_t> latest_event() {
    return reader_.use(deadline(), [](Connection& connection) -> Result<std::int64_t> {
      const auto rows = connection.run("SELECT seq FROM sqlite_sequence WHERE name = 'events'");
      if (!rows) return rows.error();
      return rows->empty() ? 0 : std::get<std::int64_t>((*rows)[0][0]);
    });
  }

  Result<std::vector<Event>> events_after(std::int64_t id) {
    return reader_.use(deadline(), [&](Connection& connection) -> Result<std::vector<Event>> {
      auto rows =
          connection.run("SELECT id, channel, message FROM events WHERE id > ?1 ORDER BY id LIMIT 50", {id});
      if (!rows) return rows.error();
      std::vector<Event> events;
      for (sqlite::Row& row : *rows) {
        events.push_back({std::get<std::int64_t>(row[0]), std::get<std::string>(std::move(row[1])),
                          std::get<std::string>(std::move(row[2]))});
      }
      return events;
    });
  }

  const Options options_;
  sqlite::StoreClock clock_;
  // Readers need not wait while a change is on its way to the disk.
  sqlite::SharedConnection writer_;
  sqlite::SharedConnection reader_;
  sqlite::EventPoller poller_;  // its thread uses the reader
};

Sqlite::Sqlite(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Sqlite::~Sqlite() = default;

Result<std::unique_ptr<Sqlite>> Sqlite::make(Options options) {
  std::error_code failed;
  // Whatever the process does with its folder later; and SQLite takes an absolute path as it is.
  const auto path = std::filesystem::absolute(options.path, failed);
  if (options.path.empty() || options.path.find('\0') != std::string::npos || failed)
    return Error{Error::Code::invalid_params, "the store needs the path of a file"};
  options.path = path.string();
  auto parts = std::make_unique<Parts>(std::move(options));
  if (auto ready = parts->prepare(); !ready) return ready.error();
  return std::unique_ptr<Sqlite>(new Sqlite(std::move(parts)));
}

Result<std::optional<std::string>> Sqlite::get(std::string_view key) { return parts_->value_of(key); }

Result<void> Sqlite::put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) {
  if (auto fit = parts_->check_sizes(key, value); !fit) return fit;
  return parts_->change(
      [&](Connection& connection, std::int64_t now) {
        return done(connection.run(
            "INSERT INTO entries(key, value, expires) VALUES (?1, ?2, ?3) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
            {key, value, sqlite::expiry(now, ttl)}));
      },
      key);
}

Result<bool> Sqlite::put_if_absent(std::string_view key, std::string_view value,
                                   std::chrono::milliseconds ttl) {
  if (auto fit = parts_->check_sizes(key, value); !fit) return fit.error();
  return parts_->change(
      [&](Connection& connection, std::int64_t now) -> Result<bool> {
        const auto rows = connection.run(
            "INSERT INTO entries(key, value, expires) VALUES (?1, ?2, ?3) ON CONFLICT(key) DO NOTHING "
            "RETURNING 1",
            {key, value, sqlite::expiry(now, ttl)});
        if (!rows) return rows.error();
        return !rows->empty();
      },
      key);
}

Result<std::optional<std::string>> Sqlite::consume_once(std::string_view key) {
  return parts_->change(
      [&](Connection& connection, std::int64_t) {
        return bytes_in(connection.run("DELETE FROM entries WHERE key = ?1 RETURNING value", {key}));
      },
      key);
}

Result<void> Sqlite::erase(std::string_view key) {
  return parts_->change([&](Connection& connection, std::int64_t) {
    return done(connection.run("DELETE FROM entries WHERE key = ?1", {key}));
  });
}

Result<void> Sqlite::put_in_family(std::string_view family, std::string_view key, std::string_view value,
                                   std::chrono::milliseconds ttl) {
  if (auto fit = parts_->check_name("the name of a family", family); !fit) return fit;
  if (auto fit = parts_->check_sizes(key, value); !fit) return fit;
  return parts_->change([&](Connection& connection, std::int64_t now) -> Result<void> {
    const auto revoked =
        connection.run("SELECT 1 FROM revocations WHERE family = ?1 AND expires > ?2", {family, now});
    if (!revoked) return revoked.error();
    if (!revoked->empty()) return Error{Error::Code::forbidden, "the family was revoked"};
    return done(
        connection.run("INSERT INTO entries(key, value, expires, family) VALUES (?1, ?2, ?3, ?4) "
                       "ON CONFLICT(key) DO UPDATE SET value = excluded.value, expires = excluded.expires, "
                       "family = excluded.family",
                       {key, value, sqlite::expiry(now, ttl), family}));
  });
}

Result<void> Sqlite::revoke_family(std::string_view family, std::chrono::milliseconds ttl) {
  if (auto fit = parts_->check_name("the name of a family", family); !fit) return fit;
  return parts_->change([&](Connection& connection, std::int64_t now) -> Result<void> {
    // The members first: in a full file they make room.
    auto gone = connection.run("DELETE FROM entries WHERE family = ?1", {family});
    if (!gone) return gone.error();
    return done(
        connection.run("INSERT INTO revocations(family, expires) VALUES (?1, ?2) "
                       "ON CONFLICT(family) DO UPDATE SET expires = max(expires, excluded.expires)",
                       {family, sqlite::expiry(now, ttl)}));
  });
}

Result<void> Sqlite::publish(std::string_view channel, std::string_view message) {
  if (auto fit = parts_->check_name("the name of a channel", channel); !fit) return fit;
  if (message.size() > kMostMessageBytes) return too_long("a message", message.size(), kMostMessageBytes);
  auto published = parts_->change([&](Connection& connection, std::int64_t now) -> Result<void> {
    const auto added =
        connection.run("INSERT INTO events(channel, message, expires) VALUES (?1, ?2, ?3) RETURNING id",
                       {channel, message, sqlite::expiry(now, kEventLifetime)});
    if (!added) return added.error();
    const std::int64_t id = std::get<std::int64_t>(added->at(0).at(0));
    return done(connection.run("DELETE FROM events WHERE id <= ?1", {id - kMostEvents}));
  });
  if (published) parts_->poller().hurry();
  return published;
}

Result<std::shared_ptr<void>> Sqlite::subscribe(std::string_view channel,
                                                std::function<void(std::string_view)> receive) {
  return parts_->poller().subscribe(channel, std::move(receive));
}

}  // namespace mcp::store
