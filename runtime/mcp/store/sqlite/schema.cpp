#include "schema.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include <mcp/store/sqlite/connection.h>

namespace mcp::store::sqlite {
namespace {

using Step = std::span<const char* const>;

// `expires` is kNever for what does not; an id of an event is never given twice, so that a reader may ask for
// what came after one that has been removed.
constexpr const char* kFirstStep[] = {
    R"(CREATE TABLE entries(
         key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL, expires INTEGER NOT NULL, family BLOB) STRICT)",
    "CREATE INDEX entries_by_expiry ON entries(expires)",
    "CREATE INDEX entries_by_family ON entries(family) WHERE family IS NOT NULL",
    "CREATE TABLE revocations(family BLOB PRIMARY KEY NOT NULL, expires INTEGER NOT NULL) STRICT",
    "CREATE INDEX revocations_by_expiry ON revocations(expires)",
    R"(CREATE TABLE events(id INTEGER PRIMARY KEY AUTOINCREMENT,
         channel BLOB NOT NULL, message BLOB NOT NULL, expires INTEGER NOT NULL) STRICT)",
    "CREATE TABLE clock(latest INTEGER NOT NULL, openings INTEGER NOT NULL) STRICT",
    "INSERT INTO clock VALUES (0, 0)",
};

// API keys. What is sent is stored as its MAC only: `tag` is how that begins. A key that was revoked has no
// secrets, and its row says so; `until` is when a secret that was replaced ends. 0 is a time that did not
// come, kNever one that will not.
constexpr const char* kKeysStep[] = {
    R"(CREATE TABLE keys(
         id BLOB PRIMARY KEY NOT NULL, name BLOB NOT NULL, scopes BLOB NOT NULL, created INTEGER NOT NULL,
         not_before INTEGER NOT NULL, expires INTEGER NOT NULL, last_used INTEGER NOT NULL,
         revoked INTEGER NOT NULL) STRICT)",
    "CREATE UNIQUE INDEX keys_by_name ON keys(name) WHERE revoked = 0",
    R"(CREATE TABLE key_secrets(
         tag INTEGER PRIMARY KEY NOT NULL, mac BLOB NOT NULL, key BLOB NOT NULL, number INTEGER NOT NULL,
         until INTEGER NOT NULL) STRICT)",
    "CREATE INDEX key_secrets_by_key ON key_secrets(key)",
    "CREATE TABLE key_hash(secret BLOB NOT NULL, proof BLOB NOT NULL) STRICT",
};

/// The step at index n leads from version n to n + 1. What was released is never changed.
constexpr std::array kSteps{Step(kFirstStep), Step(kKeysStep)};

Result<std::int64_t> number(Connection& connection, const char* sql) {
  auto rows = connection.run(sql);
  if (!rows) return rows.error();
  return std::get<std::int64_t>(rows->at(0).at(0));
}

Result<void> set(Connection& connection, const std::string& name, std::int64_t value) {
  if (auto done = connection.run("PRAGMA " + name + " = " + std::to_string(value)); !done)
    return done.error();
  return {};
}

}  // namespace

const std::int64_t kNewestVersion = kSteps.size();

Result<FileKind> kind_of(Connection& connection) {
  const auto application = number(connection, "PRAGMA application_id");
  if (!application) return application.error();
  const auto version = number(connection, "PRAGMA user_version");
  if (!version) return version.error();
  return FileKind{*application, *version};
}

Result<void> migrate(Connection& connection) {
  return in_transaction(connection, [&]() -> Result<void> {
    // Another process may have been faster.
    const auto kind = kind_of(connection);
    if (!kind) return kind.error();
    if (kind->version >= kNewestVersion) return {};
    for (std::int64_t version = kind->version; version < kNewestVersion; ++version) {
      for (const char* statement : kSteps[static_cast<std::size_t>(version)]) {
        if (auto done = connection.run(statement); !done) return done.error();
      }
    }
    if (auto done = set(connection, "application_id", kApplication); !done) return done;
    return set(connection, "user_version", kNewestVersion);
  });
}

}  // namespace mcp::store::sqlite
