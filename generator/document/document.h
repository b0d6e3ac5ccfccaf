#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/node.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// What a document may cost: errors with a place, long before memory or time is spent.
struct DocumentLimits {
  std::size_t bytes = 8 * 1024 * 1024;
  std::size_t depth = 64;
  std::size_t nodes = 500'000;
  std::size_t alias_nodes = 100'000;  ///< nodes that aliases may add in all
  std::size_t files = 256;
};

/// One YAML or JSON text (by extension `.json`, else YAML). Nothing when it cannot be read; why stands
/// in `diagnostics`.
std::optional<Node> read_document(const SourceFile& source, Diagnostics& diagnostics,
                                  const DocumentLimits& limits = {});

/// What makes up one manifest.
struct DocumentRequest {
  std::string manifest;               ///< path
  std::vector<std::string> overlays;  ///< -f, in order
  std::string profile;                ///< "" for none
};

/// The manifest with `extends`, `include`, overlays and the profile merged in; every node keeps the
/// place it was written at.
struct Document {
  Node root;
  std::vector<std::string> files;  ///< all that was read, manifest first (for depfiles)
  std::vector<Member> profiles{};  ///< what could be laid over `root`, when no profile was asked for
  bool auth_taken_away = false;  ///< by an overlay or the profile: below them callers are asked who they are
};
std::optional<Document> load_document(const DocumentRequest& request, Sources& sources,
                                      Diagnostics& diagnostics, const DocumentLimits& limits = {});

}  // namespace mcpgen
