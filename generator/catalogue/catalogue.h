#pragma once

#include <string_view>
#include <vector>

#include "catalogue/variant.h"

namespace mcpgen {

/// The variants this build has, sorted by kind and name. Read from the variant.yaml files embedded at
/// build time.
class Catalogue {
 public:
  explicit Catalogue(std::vector<Variant> variants);
  static const Catalogue& built_in();

  const std::vector<Variant>& all() const { return variants_; }
  const Variant* find(std::string_view kind, std::string_view name) const;
  /// The transport that a manifest means by `word`: its name or one of its doors.
  const Variant* find_transport(std::string_view word) const;
  const Variant* find_auth(std::string_view word) const;
  std::vector<const Variant*> of_kind(std::string_view kind) const;
  /// What a manifest may name of one kind, doors included, sorted by name.
  std::vector<Word> words(std::string_view kind) const;

 private:
  std::vector<Variant> variants_;
};

}  // namespace mcpgen
