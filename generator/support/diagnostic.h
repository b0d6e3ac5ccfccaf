#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/source.h"

namespace mcpgen {

enum class Severity { error, warning, note };

/// One finding. Codes: E01xx syntax, E02xx shape, E03xx names and references, E04xx auth, E05xx
/// transport and network safety, E06xx back ends, E07xx code generation, W1xxx lint.
struct Diagnostic {
  struct Note {
    Place place;
    std::string message;
  };

  Severity severity = Severity::error;
  std::string code;  ///< "E0207"; each has a page in support/explain/
  Place place;
  std::string message;  ///< what: "unknown auth mode `api_key`"
  std::string label;    ///< beside the carets: "expected none, api-key or jwt"
  std::string help;     ///< what to do: "did you mean `api-key`?"
  std::vector<Note> notes;

  Diagnostic& labelled(std::string text);
  Diagnostic& helped(std::string text);
  Diagnostic& noted(Place at, std::string text);
};

/// All findings of a run. Stages add to it and stop between stages, not at the first fault.
class Diagnostics {
 public:
  /// The reference stays valid: chain .labelled(), .helped(), .noted().
  Diagnostic& error(std::string_view code, Place place, std::string message);
  Diagnostic& warning(std::string_view code, Place place, std::string message);

  void add(Diagnostic finding) { items_.push_back(std::move(finding)); }

  bool has_errors() const;
  std::size_t count(Severity severity) const;
  const std::deque<Diagnostic>& all() const { return items_; }
  /// By file in the order of reading, then by place; exact repeats folded.
  std::vector<Diagnostic> sorted() const;

 private:
  std::deque<Diagnostic> items_;
};

}  // namespace mcpgen
