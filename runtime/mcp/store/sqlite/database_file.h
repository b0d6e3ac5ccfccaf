#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <mcp/core/result.h>
#include <mcp/store/sqlite/connection.h>

namespace mcp::store::sqlite {

/// Where the database is, and how large it may become.
struct DatabaseFile {
  std::string path{};
  std::size_t bytes = 0;
};

/// Makes the file where there is none: complete before it has its name, for its owner only.
Result<void> make_if_absent(const DatabaseFile& file, Deadline deadline);

/// A connection to the file, which must be sound, ours, and no newer than we are: what is not is refused and
/// left as it is. Such errors are `internal`: they name the file.
Result<std::unique_ptr<Connection>> open_database(const DatabaseFile& file, Deadline deadline);

/// Looks through the whole file for damage.
Result<void> check_database(Connection& connection);

}  // namespace mcp::store::sqlite
