#include "last_uses.h"

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/core/log.h>

namespace mcp::auth::keys {

LastUses::~LastUses() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (!uses_.empty()) write(uses_);
}

void LastUses::note(std::string_view id, Moment now) {
  const std::lock_guard lock(mutex_);
  if (const auto known = uses_.find(id); known != uses_.end()) {
    known->second = now;
    return;
  }
  uses_.emplace(id, now);
  if (thread_.joinable()) return;
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::exception&) {  // the next use tries again
  }
}

void LastUses::run() {
  std::unique_lock lock(mutex_);
  while (!woken_.wait_for(lock, pause_, [this] { return ending_; })) {
    const auto uses = std::exchange(uses_, {});
    if (uses.empty()) continue;
    lock.unlock();
    write(uses);
    lock.lock();
  }
}

void LastUses::write(const KeyStore::Uses& uses) noexcept {
  const auto warn = [](std::string_view why) {
    log_line(LogLevel::warning, "when API keys were used last could not be written down", {{"why", why}});
  };
  try {
    if (const auto written = store_.note(uses); !written) warn(written.error().message);
  } catch (const std::exception& error) {  // no memory
    warn(error.what());
  }
}

}  // namespace mcp::auth::keys
