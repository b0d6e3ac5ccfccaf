#include "sqlite.h"

#include <utility>
#include <vector>

#include <mcp/store/sqlite/connection.h>
#include <mcp/store/sqlite/database.h>
#include <mcp/store/sqlite/event_poller.h>

namespace mcp::store {
namespace {

using sqlite::Connection;
using sqlite::Event;
using sqlite::Rows;

/// Events are for who is there: they are kept for those that are a little behind.
constexpr std::chrono::seconds kEventLifetime{60};
constexpr std::int64_t kMostEvents = 1000;

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
  Parts(Options options, std::unique_ptr<sqlite::Database> database)
      : options_(std::move(options)),
        database_(std::move(database)),
        poller_({.latest = [this] { return latest_event(); },
                 .after = [this](std::int64_t id) { return events_after(id); }}) {}

  Result<std::optional<std::string>> value_of(std::string_view key) {
    return database_->read([&](Connection& connection) {
      return bytes_in(
          connection.run("SELECT value FROM entries WHERE key = ?1 AND "
                         "expires > max(?2, (SELECT latest FROM clock))",
                         {key, database_->now()}));
    });
  }

  /// `work` is given the time, and finds nothing of `key` that has expired.
  template <typename Work>
  auto change(Work work, std::optional<std::string_view> key = {}) {
    using Changed = std::invoke_result_t<Work, Connection&, std::int64_t>;
    return database_->change([&](Connection& connection, std::int64_t now) -> Changed {
      for (const char* sweep : kSweeps) {
        if (auto swept = connection.run(sweep, {now}); !swept) return swept.error();
      }
      if (key) {
        auto swept = connection.run("DELETE FROM entries WHERE key = ?1 AND expires <= ?2", {*key, now});
        if (!swept) return swept.error();
      }
      return work(connection, now);
    });
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
  Result<std::int64_t> latest_event() {
    return database_->read([](Connection& connection) -> Result<std::int64_t> {
      const auto rows = connection.run("SELECT seq FROM sqlite_sequence WHERE name = 'events'");
      if (!rows) return rows.error();
      return rows->empty() ? 0 : std::get<std::int64_t>((*rows)[0][0]);
    });
  }

  Result<std::vector<Event>> events_after(std::int64_t id) {
    return database_->read([&](Connection& connection) -> Result<std::vector<Event>> {
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
  const std::unique_ptr<sqlite::Database> database_;
  sqlite::EventPoller poller_;  // its thread reads the database
};

Sqlite::Sqlite(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Sqlite::~Sqlite() = default;

Result<std::unique_ptr<Sqlite>> Sqlite::make(Options options) {
  auto database = sqlite::Database::open(
      {.file = {options.path, options.bytes}, .busy_timeout = options.busy_timeout, .clock = options.clock});
  if (!database) return database.error();
  auto parts = std::make_unique<Parts>(std::move(options), *std::move(database));
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
