#include "cli/client/message.h"

#include <variant>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcpgen {
namespace {

constexpr mcp::JsonLimits kLimits{.depth = 64, .values = 5'000'000};

}  // namespace

std::optional<mcp::Json> read_message(std::string_view text) {
  auto read = mcp::read_json(text, kLimits);
  auto* message = std::get_if<mcp::Json>(&read);
  if (message == nullptr || !message->is_object()) return {};
  return std::move(*message);
}

}  // namespace mcpgen
