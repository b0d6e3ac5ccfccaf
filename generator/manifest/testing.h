#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalogue/catalogue.h"
#include "document/document.h"
#include "manifest/read.h"
#include "support/diagnostic.h"

namespace mcpgen::tst {

inline std::string json(const Node& node) { return to_json(node).dump(); }

/// A manifest's text, read, for tests.
struct Read {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<Manifest> manifest;

  explicit Read(std::string text, std::string path = "mcpgen.yaml") {
    const SourceFile& source = sources.add(std::move(path), std::move(text));
    if (std::optional<Node> root = read_document(source, diagnostics)) {
      manifest = read_manifest(Document{std::move(*root), {source.path}}, Catalogue::built_in(), sources,
                               diagnostics);
    }
  }

  bool has(std::string_view code) const {
    for (const Diagnostic& finding : diagnostics.all()) {
      if (finding.code == code) return true;
    }
    return false;
  }

  /// One line for each finding: code, line, column and message.
  std::string findings() const {
    return list([](const Diagnostic&) { return true; });
  }
  std::string errors() const {
    return list([](const Diagnostic& finding) { return finding.severity == Severity::error; });
  }

 private:
  template <typename Wanted>
  std::string list(Wanted wanted) const {
    std::string out;
    for (const Diagnostic& d : diagnostics.sorted()) {
      if (!wanted(d)) continue;
      out += d.code + " " + std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
             d.message + "\n";
    }
    return out;
  }
};

/// A manifest that has what every one has, and `rest`.
inline std::string head(const std::string& rest) { return "mcpgen: 1\nname: n\nversion: 1.10\n" + rest; }

}  // namespace mcpgen::tst
