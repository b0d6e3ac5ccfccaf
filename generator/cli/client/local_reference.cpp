#include "cli/client/local_reference.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "cli/client/access.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr int kMaxReferences = 16;

/// A step of a JSON pointer without its escapes.
std::string name_of(std::string_view step) {
  std::string name;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const std::string_view escape = step.substr(i, 2);
    const bool escaped = escape == "~0" || escape == "~1";
    name += escaped ? (escape == "~0" ? '~' : '/') : step[i];
    if (escaped) ++i;
  }
  return name;
}

const Json& item(const Json& list, const std::string& name) {
  static const Json nothing;
  std::size_t index = 0;
  const char* const end = name.data() + name.size();
  const auto [at, bad] = std::from_chars(name.data(), end, index);
  return bad == std::errc() && at == end && index < list.size() ? list[index] : nothing;
}

const Json& part_at(const Json& root, std::string_view pointer) {
  const Json* at = &root;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string name = name_of(pointer.substr(0, end));
    at = at->is_array() ? &item(*at, name) : &member(*at, name.c_str());
    pointer.remove_prefix(end);
  }
  return *at;
}

}  // namespace

const Json* referred(const Json& schema, const Json& root) {
  const std::string target = text_member(schema, "$ref");
  if (target == "#" || target.starts_with("#/")) return &part_at(root, std::string_view(target).substr(1));
  return nullptr;
}

const Json& resolved(const Json& schema, const Json& root) {
  const Json* at = &schema;
  for (int i = 0; i < kMaxReferences; ++i) {
    const Json* target = referred(*at, root);
    if (target == nullptr) break;
    at = target;
  }
  return *at;
}

}  // namespace mcpgen
