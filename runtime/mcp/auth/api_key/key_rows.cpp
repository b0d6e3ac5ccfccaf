#include "key_rows.h"

#include <cstdint>
#include <string>
#include <utility>

namespace mcp::auth::keys {
namespace {

using store::sqlite::Connection;
using store::sqlite::Row;
using store::sqlite::Rows;

Moment moment(const Row& row, std::size_t column) { return std::get<std::int64_t>(row.at(column)); }

Key key_in(const Row& row) {
  Key key;
  key.id = std::get<std::string>(row.at(0));
  key.name = std::get<std::string>(row.at(1));
  key.scopes = split(std::get<std::string>(row.at(2)));
  key.created = moment(row, 3);
  key.not_before = moment(row, 4);
  key.expires = moment(row, 5);
  key.last_used = moment(row, 6);
  key.revoked = moment(row, 7);
  return key;
}

}  // namespace

Result<std::vector<Key>> all_keys(Connection& connection) {
  const auto rows = connection.run(
      "SELECT id, name, scopes, created, not_before, expires, last_used, revoked FROM keys "
      "ORDER BY created, name");
  if (!rows) return rows.error();
  std::vector<Key> keys;
  for (const Row& row : *rows) keys.push_back(key_in(row));
  return keys;
}

Result<Key> find_key(Connection& connection, std::string_view name_or_id) {
  const auto rows = connection.run(
      "SELECT id, name, scopes, created, not_before, expires, last_used, revoked FROM keys "
      "WHERE name = ?1 OR id = ?1 "
      "ORDER BY (name = ?1 AND revoked = 0) DESC, (id = ?1) DESC, revoked DESC LIMIT 1",
      {name_or_id});
  if (!rows) return rows.error();
  if (rows->empty())
    return Error{Error::Code::not_found,
                 "there is no key `" + std::string(name_or_id) + "`: `keys list` shows those there are"};
  return key_in(rows->front());
}

Result<void> insert_key(Connection& connection, const Key& key) {
  return done(
      connection.run("INSERT INTO keys(id, name, scopes, created, not_before, expires, last_used, "
                     "revoked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0)",
                     {key.id, key.name, joined(key.scopes), key.created, key.not_before, key.expires}));
}

Result<void> done(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  return {};
}

}  // namespace mcp::auth::keys
