#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "manifest/read_schema.h"
#include "manifest/reading.h"

namespace mcpgen {
namespace {

constexpr std::string_view kReference = "#/types/";

using Names = std::map<std::string_view, const TypeEntry*>;

/// The type that `entry` is nothing but another name for, or nullptr.
const TypeEntry* alias_of(const TypeEntry& entry, const Names& types) {
  const Node* reference = entry.schema.find("$ref");
  if (!reference || !reference->text.starts_with(kReference)) return nullptr;
  const auto found = types.find(std::string_view(reference->text).substr(kReference.size()));
  return found == types.end() ? nullptr : found->second;
}

void check_alias_cycles(const std::vector<TypeEntry>& types, Diagnostics& diagnostics) {
  Names names;
  for (const TypeEntry& type : types) names.emplace(type.name.value, &type);
  std::set<const TypeEntry*> known;
  for (const TypeEntry& start : types) {
    std::vector<const TypeEntry*> path;
    const TypeEntry* type = &start;
    while (type && known.insert(type).second) {
      path.push_back(type);
      type = alias_of(*type, names);
    }
    // Back on the path, not on one that was known before: all from here on is a circle.
    for (auto at = std::ranges::find(path, type); at != path.end(); ++at) {
      diagnostics
          .error("E0307", (*at)->name.place,
                 fmt::format("the type `{}` is nothing but itself", (*at)->name.value))
          .labelled("its references lead back here")
          .helped("give one of the types a shape of its own");
    }
  }
}

}  // namespace

std::vector<TypeEntry> read_types(const Node* section, Diagnostics& diagnostics) {
  std::vector<TypeEntry> types;
  if (!section) return types;
  for (const Member& member : section->members) {
    auto schema = read_shape(member.value, Objects::open, diagnostics);
    // A type with a fault stays known, so that its users are not reported as well.
    types.push_back({{member.key, member.key_place},
                     schema ? std::move(*schema) : Node::make_map(member.value.place),
                     member.value});
  }
  check_alias_cycles(types, diagnostics);
  return types;
}

}  // namespace mcpgen
