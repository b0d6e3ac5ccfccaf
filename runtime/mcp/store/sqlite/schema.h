#pragma once

#include <cstdint>

#include <mcp/core/result.h>

namespace mcp::store::sqlite {

class Connection;

/// What the file says of itself: that it is ours, and which steps of the schema it has been through.
struct FileKind {
  std::int64_t application = 0;
  std::int64_t version = 0;
};

inline constexpr std::int64_t kApplication = 0x6d637073;  // "mcps"
extern const std::int64_t kNewestVersion;

Result<FileKind> kind_of(Connection& connection);

/// Brings a file that is ours, or has nothing in it, to the newest version: in one transaction, or not at
/// all.
Result<void> migrate(Connection& connection);

}  // namespace mcp::store::sqlite
