#include "shared_connection.h"

#include <mcp/core/log.h>

namespace mcp::store::sqlite {

Result<void> SharedConnection::make_ready(Deadline deadline) {
  if (connection_) {
    connection_->wait_until(deadline);
    return {};
  }
  auto opened = open_(deadline);
  if (!opened) return opened.error();
  connection_ = *std::move(opened);
  return {};
}

void SharedConnection::drop_if_failed() {
  if (!connection_ || connection_->is_trusted()) return;
  log_line(LogLevel::error, "the store's database failed: it is closed and opened anew");
  connection_.reset();
}

}  // namespace mcp::store::sqlite
