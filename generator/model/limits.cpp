// Limits of the manifest, and the fields of the runtime that hold them.
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "manifest/reading.h"
#include "manifest/units.h"
#include "model/builder.h"
#include "model/parts.h"

namespace mcpgen {
namespace {

struct LimitKey {
  std::string_view key;
  std::string_view field;
};

// In the order of the structs that have the fields.

/// mcp::ServerLimits.
constexpr std::array kServer{
    LimitKey{"requestSize", "message_bytes"},
    LimitKey{"schemaDepth", "json_depth"},
    LimitKey{"jsonValues", "json_values"},
    LimitKey{"batch", "batch"},
    LimitKey{"concurrency", "concurrency"},
    LimitKey{"concurrencyPerCaller", "concurrency_each"},
    LimitKey{"queue", "queue"},
    LimitKey{"streams", "streams"},
    LimitKey{"streamsPerCaller", "streams_each"},
    LimitKey{"subscriptions", "subscriptions"},
    LimitKey{"tasks", "tasks"},
    LimitKey{"rate", "rate"},
    LimitKey{"timeout", "timeout"},
    LimitKey{"grace", "grace"},
};

/// mcp::http::ReadLimits.
constexpr std::array kReading{
    LimitKey{"requestLine", "request_line"},
    LimitKey{"headerSize", "head_bytes"},
    LimitKey{"headers", "fields"},
};

/// mcp::http::Limits.
constexpr std::array kConnections{
    LimitKey{"headerTime", "head_time"},       LimitKey{"bodyTime", "body_time"},
    LimitKey{"bodyPatience", "body_patience"}, LimitKey{"bodyRate", "body_rate"},
    LimitKey{"idleTime", "idle_time"},         LimitKey{"stallTime", "write_stall"},
    LimitKey{"connectionAge", "age"},          LimitKey{"requestsPerConnection", "requests"},
    LimitKey{"connections", "connections"},    LimitKey{"connectionsPerAddress", "per_address"},
    LimitKey{"bufferSize", "buffered"},        LimitKey{"streamQueue", "queue_bytes"},
    LimitKey{"streamEvents", "queue_parts"},
};

/// mcp::http::SessionLimits.
constexpr std::array kSessions{
    LimitKey{"max", "most"},
    LimitKey{"perCaller", "each"},
    LimitKey{"ttl", "idle"},
};

std::string value_code(const Node& section, std::string_view key) {
  if (key == "rate") return rate_code(read_rate(section, key));
  const Node& value = *section.find(key);
  if (const auto time = parse_duration(value.text))
    return fmt::format("std::chrono::milliseconds({})", time->count());
  if (!value.is_string()) return fmt::format("{}", value.integer);
  return fmt::format("{}", parse_size(value.text).value_or(0));
}

template <typename Keys>
std::vector<LimitModel> limits_of(const std::optional<Node>& section, const Keys& keys) {
  std::vector<LimitModel> limits;
  for (const auto& [key, field] : keys) {
    if (section && section->find(key)) limits.push_back({std::string(field), value_code(*section, key)});
  }
  return limits;
}

/// `{.most = 10, .each = 2}`, "" for none.
std::string braced(const std::vector<LimitModel>& limits) {
  std::string text;
  for (const auto& [field, value] : limits)
    text += fmt::format("{}.{} = {}", text.empty() ? "" : ", ", field, value);
  return text.empty() ? text : "{" + text + "}";
}

}  // namespace

void add_limits(ModelBuilder& builder) { builder.model.limits = limits_of(builder.manifest.limits, kServer); }

void add_http_limits(const ModelBuilder& builder, std::vector<PartOption>& options) {
  std::vector<LimitModel> limits = limits_of(builder.manifest.limits, kConnections);
  if (std::string reading = braced(limits_of(builder.manifest.limits, kReading)); !reading.empty())
    limits.insert(limits.begin(), {"read", std::move(reading)});
  if (!limits.empty()) options.push_back({"limits", code(braced(limits))});
  if (std::string sessions = braced(limits_of(builder.manifest.sessions, kSessions)); !sessions.empty())
    options.push_back({"sessions", code(std::move(sessions))});
}

}  // namespace mcpgen
