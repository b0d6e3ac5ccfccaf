#pragma once

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "manifest/manifest.h"

namespace mcpgen {

/// The types of a manifest, and which of them cannot simply be put in the place of a reference.
class SharedTypes {
 public:
  /// `types` must outlive this.
  explicit SharedTypes(const std::vector<TypeEntry>& types);

  /// The type that a `$ref` names, or nullptr.
  const TypeEntry* named_by(std::string_view reference) const;
  /// The type that `schema` refers to, or nullptr.
  const TypeEntry* referred_to(const SchemaNode& schema) const;

  /// Does it refer to parts of itself by `$ref`? That would mean something else in another schema.
  bool has_local_reference(const TypeEntry& type) const { return local_.contains(&type); }

  /// Must it stand under `$defs`? So must what has local references, and what refers to itself, by way of
  /// others or not, or stands on the way from one such type to another.
  bool is_definition(const TypeEntry& type) const { return definitions_.contains(&type); }

 private:
  std::map<std::string_view, const TypeEntry*> by_name_;
  std::set<const TypeEntry*> local_;
  std::set<const TypeEntry*> definitions_;
};

}  // namespace mcpgen
