#include "cli/client/message.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

#include "cli/client/access.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr mcp::JsonLimits kLimits{.depth = 64, .values = 5'000'000};

}  // namespace

std::optional<Json> read_message(std::string_view text) {
  auto read = mcp::read_json(text, kLimits);
  auto* message = std::get_if<Json>(&read);
  if (message == nullptr || !message->is_object()) return {};
  return std::move(*message);
}

std::vector<Json> read_messages(std::string_view text) {
  std::vector<Json> messages;
  auto read = mcp::read_json(text, kLimits);
  auto* value = std::get_if<Json>(&read);
  if (value == nullptr) return messages;
  if (value->is_object()) messages.push_back(std::move(*value));
  const bool is_batch =
      value->is_array() && std::ranges::all_of(*value, [](const Json& one) { return one.is_object(); });
  if (is_batch) std::ranges::move(*value, std::back_inserter(messages));
  return messages;
}

bool answers(const Json& message, const Json& id) {
  if (message.contains("method")) return false;
  const Json& about = member(message, "id");
  return about == id || (about.is_null() && member(message, "error").is_object());
}

}  // namespace mcpgen
