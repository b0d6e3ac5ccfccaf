#pragma once

#include <string_view>
#include <vector>

#include <mcp/auth/api_key/key.h>
#include <mcp/core/result.h>
#include <mcp/store/sqlite/connection.h>

// Keys as they stand in the database.

namespace mcp::auth::keys {

Result<std::vector<Key>> all_keys(store::sqlite::Connection& connection);

/// The living key of this name, else the one with this id, else the last that had this name. `not_found`
/// where there is none.
Result<Key> find_key(store::sqlite::Connection& connection, std::string_view name_or_id);

Result<void> insert_key(store::sqlite::Connection& connection, const Key& key);

/// What came of a statement that gives nothing.
Result<void> done(const Result<store::sqlite::Rows>& rows);

}  // namespace mcp::auth::keys
