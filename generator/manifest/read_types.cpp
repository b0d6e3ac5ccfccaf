#include <set>

#include <fmt/format.h>

#include "manifest/read_schema.h"
#include "manifest/reading.h"

namespace mcpgen {
namespace {

constexpr std::string_view kReference = "#/types/";

/// The type that `entry` is nothing but another name for, or nullptr.
const TypeEntry* alias_of(const TypeEntry& entry, const std::vector<TypeEntry>& types) {
  const Node* reference = entry.schema.find("$ref");
  if (!reference || !reference->text.starts_with(kReference)) return nullptr;
  for (const TypeEntry& type : types) {
    if (type.name.value == reference->text.substr(kReference.size())) return &type;
  }
  return nullptr;
}

void check_alias_cycles(const std::vector<TypeEntry>& types, Diagnostics& diagnostics) {
  for (const TypeEntry& start : types) {
    std::set<const TypeEntry*> passed;
    const TypeEntry* type = &start;
    while (type && passed.insert(type).second) type = alias_of(*type, types);
    if (type != &start) continue;
    diagnostics
        .error("E0307", start.name.place,
               fmt::format("the type `{}` is nothing but itself", start.name.value))
        .labelled("its references lead back here")
        .helped("give one of the types a shape of its own");
  }
}

}  // namespace

std::vector<TypeEntry> read_types(const Node* section, Diagnostics& diagnostics) {
  std::vector<TypeEntry> types;
  if (!section) return types;
  for (const Member& member : section->members) {
    auto schema = read_shape(member.value, Objects::open, diagnostics);
    // A type with a fault stays known, so that its users are not reported as well.
    types.push_back(
        {{member.key, member.key_place}, schema ? std::move(*schema) : Node::make_map(member.value.place)});
  }
  check_alias_cycles(types, diagnostics);
  return types;
}

}  // namespace mcpgen
