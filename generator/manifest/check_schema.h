#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "document/node.h"
#include "manifest/manifest.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Checks schemas the way a server will use them: dialect, references, bounds, and that they compile;
/// then that defaults and examples satisfy them. A fault stands where its keyword does.
class SchemaChecker {
 public:
  /// `types` must outlive the checker. check_types() comes first: it makes them known to the rest.
  SchemaChecker(const std::vector<TypeEntry>& types, Diagnostics& diagnostics);
  ~SchemaChecker();

  void check_types();
  void check(const Node& schema);
  /// An example `value` for a schema that was checked: E0223 at its place when it does not fit.
  void check_example(const Node& schema, const Node& value, const std::string& noun);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcpgen
