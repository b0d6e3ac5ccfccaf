#include <mcp/core/members.h>

#include <mcp/json/json.h>

namespace mcp {

const Json* find_member(const Json& value, std::string_view name) {
  if (!value.is_object()) return nullptr;
  const auto member = value.find(name);
  return member == value.end() ? nullptr : &*member;
}

const std::string* find_text(const Json& value, std::string_view name) {
  const Json* member = find_member(value, name);
  return member == nullptr ? nullptr : member->get_ptr<const std::string*>();
}

}  // namespace mcp
