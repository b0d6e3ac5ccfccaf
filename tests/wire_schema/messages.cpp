#include <wire_schema/messages.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

#include <mcp/json/read.h>
#include <wire_schema/check_wire.h>

namespace wire {
namespace {

using mcp::Json;

constexpr const char* kModern = "2026-07-28";
/// What is spoken to clients that have not said what they speak.
constexpr const char* kNewestLegacy = "2025-11-25";
constexpr const char* kClaim = "io.modelcontextprotocol/protocolVersion";
constexpr const char* kSubscription = "io.modelcontextprotocol/subscriptionId";

bool has_meta(const Json& message, const char* key) {
  const auto params = message.find("params");
  if (params == message.end() || !params->is_object()) return false;
  const auto meta = params->find("_meta");
  return meta != params->end() && meta->is_object() && meta->contains(key);
}

}  // namespace

void Messages::sent(std::string_view text) {
  const auto document = mcp::read_json(text);
  const std::lock_guard lock(mutex_);
  begun_ = true;
  if (const Json* message = std::get_if<Json>(&document)) {
    note(*message);
  } else {
    unreadable_ = true;
  }
}

bool Messages::begun() {
  const std::lock_guard lock(mutex_);
  return begun_;
}

void Messages::note(const Json& message) {
  if (message.is_array()) {
    for (const Json& item : message) note(item);
    return;
  }
  if (!message.is_object() || !message.contains("method") || !message["method"].is_string()) {
    unreadable_ = true;
    return;
  }
  const bool modern = has_meta(message, kClaim);
  modern_ = modern_ || modern;
  if (message.contains("id"))
    asked_.emplace(message["id"].dump(), Asked{message["method"].get<std::string>(), modern});
}

void Messages::received(std::string_view text) {
  const auto document = mcp::read_json(text);
  const Json* message = std::get_if<Json>(&document);
  if (message == nullptr) throw std::runtime_error("the server sent what is no JSON: " + std::string(text));
  std::string what;
  {
    const std::lock_guard lock(mutex_);
    for (const std::string& fault : faults(*message)) what += "\n- " + fault;
  }
  if (!what.empty()) throw std::runtime_error("the server must not send " + std::string(text) + what);
}

std::vector<std::string> Messages::faults(const Json& message) {
  if (!message.is_array())
    return message.contains("method") ? faults_of_call(message) : faults_of_answer(message);
  std::vector<std::string> all;
  for (const Json& item : message) {
    const auto more = faults(item);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

std::string Messages::revision_of(const Asked& asked) const {
  if (asked.modern) return kModern;
  return session_.empty() ? kNewestLegacy : session_;
}

std::vector<std::string> Messages::faults_of_answer(const Json& message) {
  if (!message.contains("id")) return check_wire(revision_of({.modern = modern_}), "", message);
  const auto [begin, end] = asked_.equal_range(message["id"].dump());
  if (begin == end && unreadable_) return {};
  std::vector<std::string> first = {"nothing was asked that has this id"};
  for (auto asked = begin; asked != end; ++asked) {
    const Json::json_pointer agreed("/result/protocolVersion");
    if (asked->second.method == "initialize" && message.contains(agreed) && message[agreed].is_string())
      session_ = message[agreed].get<std::string>();
    auto found = check_wire(revision_of(asked->second), asked->second.method, message);
    if (found.empty()) return {};
    if (asked == begin) first = std::move(found);
  }
  return first;
}

/// Nothing says which revision it speaks where several are spoken.
std::vector<std::string> Messages::faults_of_call(const Json& message) const {
  const bool modern = has_meta(message, kSubscription) || session_.empty();
  auto found = check_wire(modern ? kModern : session_, "", message);
  if (modern || !modern_ || found.empty()) return found;
  return check_wire(kModern, "", message).empty() ? std::vector<std::string>() : found;
}

}  // namespace wire
