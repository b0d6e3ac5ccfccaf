#include <mcp/json/discard.h>

#include <mcp/json/json.h>

namespace mcp {

void discard(Json& value) noexcept {
  if (auto* const members = value.get_ptr<Json::object_t*>()) {
    for (auto& member : *members) discard(member.second);
    members->clear();
  } else if (auto* const items = value.get_ptr<Json::array_t*>()) {
    for (Json& item : *items) discard(item);
    items->clear();
  }
}

}  // namespace mcp
