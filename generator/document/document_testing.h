#pragma once

#include <optional>
#include <string>

#include "document/document.h"

namespace mcpgen::testing {

/// A text read under a file name, with all that was found in it.
struct Reading {
  explicit Reading(std::string text, std::string path = "m.yaml", const DocumentLimits& limits = {})
      : file(std::move(path), std::move(text)), node(read_document(file, diagnostics, limits)) {}
  Reading(const Reading&) = delete;

  /// "1:5 E0107", the place and code of the first finding; "" when there is none.
  std::string first() const {
    const auto sorted = diagnostics.sorted();
    if (sorted.empty()) return {};
    const Diagnostic& d = sorted.front();
    return std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " + d.code;
  }

  SourceFile file;
  Diagnostics diagnostics;
  std::optional<Node> node;
};

inline std::string json_of(const std::string& text, const std::string& path = "m.yaml") {
  const Reading reading(text, path);
  return reading.node ? to_json_text(*reading.node) : reading.first();
}

}  // namespace mcpgen::testing
