#include "key_store.h"

#include <algorithm>
#include <utility>

#include <mcp/auth/api_key/key_rows.h>
#include <mcp/auth/api_key/key_text.h>

namespace mcp::auth::keys {
namespace {

using store::sqlite::Connection;
using store::sqlite::Database;
using store::sqlite::Row;

/// No key has a space.
constexpr std::string_view kProved = "keys of mcpgen";

Error refused(std::string why) { return {Error::Code::forbidden, std::move(why)}; }
Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

std::int64_t number(const Row& row, std::size_t column) { return std::get<std::int64_t>(row.at(column)); }
const std::string& text(const Row& row, std::size_t column) { return std::get<std::string>(row.at(column)); }

/// Nobody becomes somebody, and nobody stays somebody, because a clock jumped.
struct Now {
  Moment to_begin;
  Moment to_end;
};

/// Why the key of a row is nobody's now, "" where it is somebody's.
std::string untimely(const Row& row, Now now) {
  const auto its = [&](const std::string& what) {
    return "it is `" + text(row, 4) + "` (" + text(row, 3) + "), " + what;
  };
  if (now.to_begin < number(row, 6)) return its("which is not valid before " + moment_text(number(row, 6)));
  if (now.to_end >= number(row, 7)) return its("which expired at " + moment_text(number(row, 7)));
  if (now.to_end >= number(row, 1)) return its("but with a secret that was replaced");
  return "";
}

/// Where it is nobody's, `why_nobody` says why.
Result<std::optional<Holder>> read_holder(Connection& connection, const Mac& mac, Now now,
                                          std::string& why_nobody) {
  const auto rows = connection.run(
      "SELECT mac, until, number, id, name, scopes, not_before, expires, (SELECT latest FROM clock) "
      "FROM key_secrets JOIN keys ON id = key AND revoked = 0 WHERE tag = ?1",
      {tag_of(mac)});
  if (!rows) return rows.error();
  // Whether there is such a key is not to be told by how long the answer takes.
  static const std::string kNobodys(kMacBytes, '\0');
  const bool same = is_same(mac, rows->empty() ? kNobodys : text(rows->front(), 0));
  if (rows->empty() || !same) {
    why_nobody = "it is no key, or one that was revoked or replaced";
    return std::optional<Holder>();
  }
  const Row& row = rows->front();
  const Moment seen = number(row, 8);
  why_nobody = untimely(row, {std::max(now.to_begin, seen), std::max(now.to_end, seen)});
  if (!why_nobody.empty()) return std::optional<Holder>();
  return std::optional(Holder{.id = text(row, 3),
                              .name = text(row, 4),
                              .scopes = split(text(row, 5)),
                              .expires = std::min(number(row, 1), number(row, 7)),
                              .secret = number(row, 2)});
}

}  // namespace

KeyStore::KeyStore(Options options, std::unique_ptr<Database> database)
    : options_(std::move(options)), database_(std::move(database)) {}

Result<std::unique_ptr<KeyStore>> KeyStore::open(Options options) {
  if (!is_prefix(options.prefix)) return unfit("the prefix of keys is not 1 to 16 of the characters a-z 0-9");
  auto database = Database::open(options.database);
  if (!database) return database.error();
  std::unique_ptr<KeyStore> store(new KeyStore(std::move(options), *std::move(database)));
  if (auto read = store->read_hash(); !read) return read.error();
  return store;
}

/// The secret of the file's own, which the first who needs it makes.
Result<void> KeyStore::read_hash() {
  return database_->change([this](Connection& connection, Moment) -> Result<void> {
    const auto rows = connection.run("SELECT secret, proof FROM key_hash");
    if (!rows) return rows.error();
    Mac made{};
    if (rows->empty() && !options_.random(made))
      return Error{Error::Code::unavailable, "the operating system gives no random numbers"};
    const std::string secret = rows->empty() ? std::string(bytes_of(made)) : text(rows->front(), 0);
    auto hash = KeyHash::make(secret, options_.pepper);
    if (!hash) return hash.error();
    const auto proof = hash->of(kProved);
    if (!proof) return proof.error();
    hash_ = *hash;
    if (rows->empty())
      return done(connection.run("INSERT INTO key_hash VALUES (?1, ?2)", {secret, bytes_of(*proof)}));
    if (!is_same(*proof, text(rows->front(), 1)))
      return Error{Error::Code::internal,
                   "the pepper is not the one that the keys in the database were made with: give it back, or "
                   "take another database and make new keys"};
    return {};
  });
}

Result<std::optional<Holder>> KeyStore::holder_of(std::string_view key, Waiting waiting,
                                                  std::string* why_nobody) {
  std::string ignored;
  std::string& why = why_nobody == nullptr ? ignored : *why_nobody;
  if (key.empty() || key.size() > kMostKeyBytes) {
    why = "it is too long for a key";
    return std::optional<Holder>();
  }
  const auto mac = hash_->of(key);
  if (!mac) return mac.error();
  const Now now{.to_begin = this->now(), .to_end = furthest_now()};
  const auto read = [&](Connection& connection) { return read_holder(connection, *mac, now, why); };
  return waiting == Waiting::not_at_all ? database_->read_at_once(read) : database_->read(read);
}

Result<bool> KeyStore::still_good(std::string_view id, std::int64_t secret) {
  return database_->read_at_once([&](Connection& connection) -> Result<bool> {
    const auto rows = connection.run(
        "SELECT 1 FROM key_secrets JOIN keys ON id = key WHERE key = ?1 AND number = ?2 AND revoked = 0 "
        "AND min(until, expires) > max(?3, (SELECT latest FROM clock))",
        {id, secret, furthest_now()});
    if (!rows) return rows.error();
    return !rows->empty();
  });
}

bool KeyStore::can_be_read() {
  const auto read = database_->read_at_once(
      [](Connection& connection) { return connection.run("SELECT 1 FROM key_secrets LIMIT 1"); });
  return read.has_value();
}

Result<IssuedKey> KeyStore::create(const NewKey& wanted) {
  return database_->change([&](Connection& connection, Moment now) -> Result<IssuedKey> {
    auto key = add(connection, wanted, now);
    if (!key) return key.error();
    return issue(connection, *std::move(key), 1);
  });
}

Result<std::optional<IssuedKey>> KeyStore::create_first(const NewKey& wanted) {
  using Issued = std::optional<IssuedKey>;
  return database_->change([&](Connection& connection, Moment now) -> Result<Issued> {
    const auto any = connection.run("SELECT 1 FROM keys LIMIT 1");
    if (!any) return any.error();
    if (!any->empty()) return Issued();
    auto key = add(connection, wanted, now);
    if (!key) return key.error();
    auto issued = issue(connection, *std::move(key), 1);
    if (!issued) return issued.error();
    return Issued(*std::move(issued));
  });
}

Result<std::vector<Key>> KeyStore::import(const std::vector<ForeignKey>& wanted) {
  return database_->change([&](Connection& connection, Moment now) -> Result<std::vector<Key>> {
    std::vector<Key> keys;
    for (const ForeignKey& foreign : wanted) {
      auto key = import_one(connection, foreign, now);
      if (!key) {
        const std::string where = "line " + std::to_string(foreign.line) + ": ";
        return Error{key.error().code, where + key.error().message};
      }
      keys.push_back(*std::move(key));
    }
    return keys;
  });
}

Result<Key> KeyStore::import_one(Connection& connection, const ForeignKey& foreign, Moment now) {
  if (!can_be_key(foreign.text))
    return unfit("a key has 22 to 256 visible characters of ASCII, without spaces");
  auto key = add(connection, foreign, now);
  if (!key) return key;
  if (auto added = add_secret(connection, *key, foreign.text, 1); !added) return added.error();
  return key;
}

Result<IssuedKey> KeyStore::rotate(std::string_view name_or_id, std::chrono::milliseconds grace) {
  return database_->change([&](Connection& connection, Moment now) -> Result<IssuedKey> {
    auto key = find_key(connection, name_or_id);
    if (!key) return key.error();
    if (key->revoked != 0)
      return refused("`" + key->name + "` was revoked at " + moment_text(key->revoked) +
                     ": create a new key");
    if (key->expires <= now)
      return refused("`" + key->name + "` expired at " + moment_text(key->expires) +
                     ": revoke it, and create a new key");
    const auto secrets =
        connection.run("SELECT coalesce(max(number), 0) FROM key_secrets WHERE key = ?1", {key->id});
    if (!secrets) return secrets.error();
    const Moment until = grace.count() > 0 ? store::sqlite::expiry(now, grace) : now;
    auto ended =
        connection.run("UPDATE key_secrets SET until = min(until, ?2) WHERE key = ?1", {key->id, until});
    if (!ended) return ended.error();
    auto gone = connection.run("DELETE FROM key_secrets WHERE key = ?1 AND until <= ?2", {key->id, now});
    if (!gone) return gone.error();
    return issue(connection, *std::move(key), number(secrets->front(), 0) + 1);
  });
}

Result<Key> KeyStore::revoke(std::string_view name_or_id) {
  return database_->change([&](Connection& connection, Moment now) -> Result<Key> {
    auto key = find_key(connection, name_or_id);
    if (!key || key->revoked != 0) return key;
    // The secrets first: in a full file they make room.
    auto gone = connection.run("DELETE FROM key_secrets WHERE key = ?1", {key->id});
    if (!gone) return gone.error();
    auto marked = connection.run("UPDATE keys SET revoked = ?2 WHERE id = ?1", {key->id, now});
    if (!marked) return marked.error();
    key->revoked = now;
    return key;
  });
}

Result<std::vector<Key>> KeyStore::list() { return database_->read(all_keys); }

Result<Key> KeyStore::find(std::string_view name_or_id) {
  return database_->read([&](Connection& connection) { return find_key(connection, name_or_id); });
}

Result<void> KeyStore::note(const Uses& uses) {
  return database_->change([&](Connection& connection, Moment) -> Result<void> {
    for (const auto& [id, used] : uses) {
      auto noted =
          connection.run("UPDATE keys SET last_used = ?2 WHERE id = ?1 AND last_used < ?2", {id, used});
      if (!noted) return noted.error();
    }
    return {};
  });
}

Result<Key> KeyStore::add(Connection& connection, const NewKey& wanted, Moment now) {
  if (!is_key_name(wanted.name))
    return unfit("`" + wanted.name +
                 "` is no name for a key: it has 1 to 64 of the characters A-Z a-z 0-9 . _ - @, a letter or "
                 "digit first");
  if (wanted.expires <= std::max(now, wanted.not_before))
    return unfit("`" + wanted.name + "` would have expired before anybody could use it");
  const auto taken = connection.run("SELECT 1 FROM keys WHERE name = ?1 AND revoked = 0", {wanted.name});
  if (!taken) return taken.error();
  if (!taken->empty())
    return refused("there is a key `" + wanted.name +
                   "` already: rotate or revoke it, or choose another name");
  auto id = make_id(options_.random);
  if (!id) return id.error();
  Key key;
  static_cast<NewKey&>(key) = wanted;
  key.id = *std::move(id);
  key.created = now;
  if (auto inserted = insert_key(connection, key); !inserted) return inserted.error();
  return key;
}

Result<IssuedKey> KeyStore::issue(Connection& connection, Key key, std::int64_t number) {
  auto made = make_key_text(options_.prefix, key.id, options_.random);
  if (!made) return made.error();
  if (auto added = add_secret(connection, key, *made, number); !added) return added.error();
  return IssuedKey{std::move(key), *std::move(made)};
}

Result<void> KeyStore::add_secret(Connection& connection, const Key& key, std::string_view secret,
                                  std::int64_t number) {
  const auto mac = hash_->of(secret);
  if (!mac) return mac.error();
  const auto added = connection.run(
      "INSERT INTO key_secrets(tag, mac, key, number, until) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT(tag) DO NOTHING RETURNING 1",
      {tag_of(*mac), bytes_of(*mac), key.id, number, kNever});
  if (!added) return added.error();
  if (added->empty()) return refused("the key is there already");
  return {};
}

}  // namespace mcp::auth::keys
