#include "memory.h"

#include <algorithm>

namespace mcp::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Clock::time_point kNever = Clock::time_point::max();

Clock::time_point expiry(std::chrono::milliseconds ttl) {
  if (ttl.count() <= 0) return kNever;
  const auto now = Clock::now();
  const auto longest = std::chrono::duration_cast<std::chrono::milliseconds>(kNever - now);
  return ttl < longest ? now + ttl : kNever;
}

}  // namespace

Result<std::optional<std::string>> Memory::get(std::string_view key) {
  const auto lock = enter();
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return std::optional<std::string>();
  return std::optional(entry->second.value);
}

Result<void> Memory::put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) {
  const auto lock = enter();
  return write(key, value, ttl);
}

Result<bool> Memory::put_if_absent(std::string_view key, std::string_view value,
                                   std::chrono::milliseconds ttl) {
  const auto lock = enter();
  if (entries_.contains(key)) return false;
  if (const auto written = write(key, value, ttl); !written) return written.error();
  return true;
}

Result<std::optional<std::string>> Memory::consume_once(std::string_view key) {
  const auto lock = enter();
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return std::optional<std::string>();
  std::optional value = entry->second.value;
  remove(entry);
  return value;
}

Result<void> Memory::erase(std::string_view key) {
  const auto lock = enter();
  const auto entry = entries_.find(key);
  if (entry != entries_.end()) remove(entry);
  return {};
}

Result<void> Memory::put_in_family(std::string_view family, std::string_view key, std::string_view value,
                                   std::chrono::milliseconds ttl) {
  const auto lock = enter();
  return write(key, value, ttl, family);
}

Result<void> Memory::revoke_family(std::string_view name, std::chrono::milliseconds ttl) {
  const auto lock = enter();
  auto family = families_.find(name);
  if (family == families_.end()) {
    if (!has_room(1, name.size())) return Error{Error::Code::unavailable, "the store is full"};
    family = families_.emplace(name, Family{}).first;
    bytes_ += name.size();
  }
  auto& until = family->second.revoked_until;
  if (until) revocations_.erase({*until, family->first});
  // Set before its members go: a family without any is forgotten otherwise.
  until = std::max(expiry(ttl), until.value_or(Clock::time_point::min()));
  revocations_.emplace(*until, family->first);
  while (!family->second.keys.empty()) remove(entries_.find(*family->second.keys.begin()));
  return {};
}

Result<void> Memory::publish(std::string_view channel, std::string_view message) {
  subscribers_.publish(channel, message);
  return {};
}

Result<std::shared_ptr<void>> Memory::subscribe(std::string_view channel,
                                                std::function<void(std::string_view)> receive) {
  return subscribers_.subscribe(channel, std::move(receive));
}

std::unique_lock<std::mutex> Memory::enter() {
  std::unique_lock lock(mutex_);
  const auto now = Clock::now();
  while (!expiries_.empty() && expiries_.begin()->first <= now) {
    remove(entries_.find(expiries_.begin()->second));
  }
  while (!revocations_.empty() && revocations_.begin()->first <= now) {
    const auto family = families_.find(revocations_.begin()->second);
    revocations_.erase(revocations_.begin());
    forget(family);
  }
  return lock;
}

Result<void> Memory::write(std::string_view key, std::string_view value, std::chrono::milliseconds ttl,
                           std::optional<std::string_view> family_name) {
  auto entry = entries_.find(key);
  const bool new_entry = entry == entries_.end();
  bool new_family = false;
  if (family_name) {
    const auto family = families_.find(*family_name);
    new_family = family == families_.end();
    if (!new_family && family->second.revoked_until)
      return Error{Error::Code::forbidden, "the family was revoked"};
  }

  const std::size_t freed = new_entry ? 0 : entry->second.value.size();
  const std::size_t added =
      value.size() + (new_entry ? key.size() : 0) + (new_family ? family_name->size() : 0);
  const std::size_t records = (new_entry ? 1u : 0u) + (new_family ? 1u : 0u);
  if (!has_room(records, added - std::min(added, freed))) {
    return Error{Error::Code::unavailable, "the store is full"};
  }

  if (new_entry) {
    entry = entries_.emplace(key, Entry{.expires = kNever, .family = families_.end()}).first;
    bytes_ += key.size();
  }
  bytes_ = bytes_ - freed + value.size();
  entry->second.value = value;
  expiries_.erase({entry->second.expires, entry->first});
  entry->second.expires = expiry(ttl);
  if (entry->second.expires != kNever) expiries_.emplace(entry->second.expires, entry->first);
  if (family_name) join_family(entry, *family_name);
  return {};
}

void Memory::remove(Entries::iterator entry) {
  leave_family(entry);
  expiries_.erase({entry->second.expires, entry->first});
  bytes_ -= entry->first.size() + entry->second.value.size();
  entries_.erase(entry);
}

void Memory::join_family(Entries::iterator entry, std::string_view name) {
  const auto [family, added] = families_.try_emplace(std::string(name));
  if (added) bytes_ += name.size();
  if (entry->second.family == family) return;
  leave_family(entry);
  family->second.keys.insert(entry->first);
  entry->second.family = family;
}

void Memory::leave_family(Entries::iterator entry) {
  const auto family = std::exchange(entry->second.family, families_.end());
  if (family == families_.end()) return;
  family->second.keys.erase(entry->first);
  if (family->second.keys.empty() && !family->second.revoked_until) forget(family);
}

void Memory::forget(Families::iterator family) {
  bytes_ -= family->first.size();
  families_.erase(family);
}

bool Memory::has_room(std::size_t records, std::size_t bytes) const {
  return entries_.size() + families_.size() + records <= options_.entries && bytes <= options_.bytes - bytes_;
}

}  // namespace mcp::store
