#include "model/shared_types.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "manifest/schema_keywords.h"
#include "model/schema_shape.h"

namespace mcpgen {
namespace {

constexpr std::string_view kShared = "#/types/";

using Links = std::map<const TypeEntry*, std::vector<const TypeEntry*>>;

/// Leaves of `types` those from which `to` leads on and on. Takes time in proportion to the links.
void keep_linked(std::set<const TypeEntry*>& types, Links& to, Links& from) {
  std::map<const TypeEntry*, std::size_t> ways;
  std::vector<const TypeEntry*> ends;
  for (const TypeEntry* type : types) {
    const auto count =
        std::ranges::count_if(to[type], [&](const TypeEntry* next) { return types.contains(next); });
    ways[type] = static_cast<std::size_t>(count);
    if (count == 0) ends.push_back(type);
  }
  while (!ends.empty()) {
    const TypeEntry* end = ends.back();
    ends.pop_back();
    types.erase(end);
    for (const TypeEntry* type : from[end]) {
      if (types.contains(type) && --ways[type] == 0) ends.push_back(type);
    }
  }
}

}  // namespace

SharedTypes::SharedTypes(const std::vector<TypeEntry>& types) {
  for (const TypeEntry& type : types) by_name_.emplace(type.name.value, &type);
  Links uses;
  Links users;
  for (const TypeEntry& type : types) {
    definitions_.insert(&type);
    walk_schema(type.schema, [&](const Node& part, const std::string&) {
      if (const TypeEntry* used = referred_to(part)) {
        uses[&type].push_back(used);
        users[used].push_back(&type);
      } else if (!reference_of(part).empty()) {
        local_.insert(&type);
      }
    });
  }
  keep_linked(definitions_, uses, users);
  keep_linked(definitions_, users, uses);
  definitions_.insert(local_.begin(), local_.end());
}

const TypeEntry* SharedTypes::named_by(std::string_view reference) const {
  if (!reference.starts_with(kShared)) return nullptr;
  const auto found = by_name_.find(reference.substr(kShared.size()));
  return found == by_name_.end() ? nullptr : found->second;
}

const TypeEntry* SharedTypes::referred_to(const SchemaNode& schema) const {
  return named_by(reference_of(schema));
}

}  // namespace mcpgen
