#include <mcp/json/add_member.h>

#include <utility>

#include <mcp/json/held_json.h>

namespace mcp {
namespace {

void make_room(Json::object_t& members) {
  if (members.size() < members.capacity()) return;
  HeldJson larger = Json::object();
  auto& moved = larger->get_ref<Json::object_t&>();
  moved.reserve(2 * members.size() + 1);
  for (auto& [name, value] : members) moved.emplace_back(name, std::move(value));
  members.swap(moved);
}

}  // namespace

Json& add_member(Json& object, std::string_view name, Json value) {
  auto& members = object.get_ref<Json::object_t&>();
  make_room(members);
  return members.emplace_back(name, std::move(value)).second;
}

}  // namespace mcp
