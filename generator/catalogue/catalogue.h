#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace mcpgen {

/// One folder runtime/mcp/<kind>/<name>/ as its variant.yaml tells it. Everything else follows from the
/// path: target mcpgen::<kind>_<name>, header <mcp/<kind>/<name>/<name>.h>, class mcp::<kind>::<Name>.
struct Variant {
  std::string kind;     ///< "transport", "backend", "store", …
  std::string name;     ///< "stdio", "json", …
  std::string summary;
  std::vector<std::string> serves;  ///< back ends: "tool", "resource", "prompt"
  /// Back ends: what a handler call gives: "structured" (the declared output) or "content".
  std::string answers;
  bool quick = false;   ///< never blocks
  bool lists = false;   ///< back ends: list() names further resources
  std::string shorthand;            ///< the option that a bare value sets, "" for none
  nlohmann::ordered_json options;   ///< JSON Schema of an object. `x-template` marks strings in which
                                    ///< `{argument}` and `${VARIABLE}` stand for values, `x-from`
                                    ///< options filled from the entry that uses the back end

  std::string target() const;       ///< "mcpgen::backend_json"
  std::string header() const;       ///< "mcp/backend/json/json.h"
  std::string cpp_class() const;    ///< "mcp::backend::Json"
};

/// The variants this build has, sorted by kind and name. Read from the variant.yaml files embedded at
/// build time.
class Catalogue {
 public:
  explicit Catalogue(std::vector<Variant> variants);
  static const Catalogue& built_in();

  const std::vector<Variant>& all() const { return variants_; }
  const Variant* find(std::string_view kind, std::string_view name) const;
  std::vector<const Variant*> of_kind(std::string_view kind) const;

 private:
  std::vector<Variant> variants_;
};

}  // namespace mcpgen
