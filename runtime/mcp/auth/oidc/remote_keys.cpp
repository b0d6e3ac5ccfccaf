#include "remote_keys.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <mcp/core/log.h>

namespace mcp::auth {

bool RemoteKeys::usable() const { return keys_ != nullptr && options_.now() - shown_ < options_.most_age; }

/// Zero or less: now.
RemoteKeys::Duration RemoteKeys::until_allowed() const {
  if (!asked_) return Duration(0);
  const Duration pause = usable() ? options_.cooldown : std::min(options_.retry, options_.cooldown);
  return std::chrono::ceil<Duration>(*asked_ + pause - options_.now());
}

RemoteKeys::Duration RemoteKeys::until_due() const {
  if (!usable()) return until_allowed();
  return std::max(until_allowed(), std::chrono::ceil<Duration>(shown_ + options_.refresh - options_.now()));
}

KeySource::Keys RemoteKeys::keys() {
  const std::lock_guard lock(mutex_);
  return usable() ? keys_ : nullptr;
}

bool RemoteKeys::may_renew() {
  const std::lock_guard lock(mutex_);
  return asking_ || until_allowed() <= Duration(0);
}

void RemoteKeys::renew() {
  Lock lock(mutex_);
  if (asking_)
    changed_.wait_for(lock, options_.patience, [this] { return !asking_; });
  else if (until_allowed() <= Duration(0))
    ask(lock);
}

void RemoteKeys::keep_fresh(const std::stop_token& stop) {
  Lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (asking_)
      changed_.wait(lock, stop, [this] { return !asking_; });
    else if (until_due() <= Duration(0))
      ask(lock);
    else
      changed_.wait_for(lock, stop, until_due(), [this] { return asking_; });
  }
}

void RemoteKeys::ask(Lock& lock) {
  asking_ = true;
  asked_ = options_.now();
  lock.unlock();
  std::string text;
  auto read = fetch(text);
  lock.lock();
  asking_ = false;
  if (read) {
    keys_ = *std::move(read);
    text_ = std::move(text);
    shown_ = options_.now();
  } else {
    log_line(LogLevel::error,
             usable() ? "the issuer's keys cannot be renewed, those known before count for a time"
                      : "the issuer's keys cannot be had, nobody is let in",
             {{"why", read.error().message}});
  }
  changed_.notify_all();
}

Result<KeySource::Keys> RemoteKeys::fetch(std::string& text) const try {
  auto fetched = options_.fetch();
  if (!fetched) return fetched.error();
  text = *std::move(fetched);
  // The same keys stay the same object: what was checked with them needs not be checked again, nor what is
  // wrong with them be said. Only whoever asks changes them.
  if (keys_ != nullptr && text == text_) return keys_;
  auto keys = jose::read_jwks(text);
  if (!keys) return keys.error();
  return use_keys(*std::move(keys), options_.algorithms);
} catch (const std::exception& error) {  // others wait for this thread
  return Error{Error::Code::internal, error.what()};
}

}  // namespace mcp::auth
