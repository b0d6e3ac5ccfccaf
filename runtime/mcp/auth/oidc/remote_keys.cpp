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
    static_cast<void>(ask(lock));
}

Result<void> RemoteKeys::reload() {
  Lock lock(mutex_);
  // What was asked before may be answered by what was so before.
  if (!changed_.wait_for(lock, options_.patience, [this] { return !asking_; }))
    return Error{Error::Code::unavailable, "the issuer is still being asked"};
  return ask(lock);
}

void RemoteKeys::keep_fresh(const std::stop_token& stop) {
  Lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (asking_)
      changed_.wait(lock, stop, [this] { return !asking_; });
    else if (until_due() <= Duration(0))
      ask_whatever_comes(lock);
    else
      changed_.wait_for(lock, stop, until_due(), [this] { return asking_; });
  }
}

/// On a thread of its own, that nobody catches anything from.
void RemoteKeys::ask_whatever_comes(Lock& lock) {
  try {
    static_cast<void>(ask(lock));
  } catch (const std::exception& error) {  // no memory: asked again when it is time
    log_line(LogLevel::error, "the issuer could not be asked", {{"why", error.what()}});
  }
}

Result<void> RemoteKeys::ask(Lock& lock) {
  asking_ = true;
  asked_ = options_.now();
  lock.unlock();
  auto shown = fetch();
  lock.lock();
  asking_ = false;
  changed_.notify_all();
  if (shown) {
    keys_ = std::move(shown->keys);
    text_ = std::move(shown->text);
    shown_ = options_.now();
    if (keys_ != nullptr) return {};
  }
  Error why = shown ? Error{Error::Code::unavailable, std::move(shown->why_none)} : shown.error();
  log_line(LogLevel::error,
           usable() ? "the issuer's keys cannot be renewed, those known before count for a time"
                    : "the issuer's keys cannot be had, nobody is let in",
           {{"why", why.message}});
  return why;
}

Result<RemoteKeys::Shown> RemoteKeys::fetch() const try {
  auto text = options_.fetch();
  if (!text) return text.error();
  // The same keys stay the same object: what was checked with them needs not be checked again, nor what is
  // wrong with them be said. Only whoever asks changes them.
  if (keys_ != nullptr && *text == text_) return Shown{.keys = keys_, .text = *std::move(text)};
  auto published = jose::read_jwks(*text);
  if (!published) return published.error();
  const bool is_set = published->is_set;
  auto keys = use_keys(*std::move(published), options_.algorithms);
  if (keys) return Shown{.keys = *std::move(keys), .text = *std::move(text)};
  if (!is_set) return keys.error();  // who shows nothing at all has trouble, and withdraws nothing
  return Shown{.why_none = keys.error().message, .text = *std::move(text)};
} catch (const std::exception& error) {  // others wait for this thread
  return Error{Error::Code::internal, error.what()};
}

}  // namespace mcp::auth
