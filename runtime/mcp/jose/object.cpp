#include "object.h"

#include <utility>
#include <variant>

#include <mcp/json/read.h>

namespace mcp::jose {

std::optional<HeldJson> read_object(std::string_view text) {
  auto read = read_json(text, {.depth = 16, .values = 4096});
  auto* value = std::get_if<Json>(&read);
  if (value == nullptr || !value->is_object()) return {};
  return std::move(*value);
}

}  // namespace mcp::jose
