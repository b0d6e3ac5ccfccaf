#include "support/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace mcpgen {
namespace {

/// Findings about the whole run come first, then file by file.
auto reading_order(const Diagnostic& d) {
  const std::size_t file = d.place.file ? d.place.file->order + 1 : 0;
  return std::make_tuple(file, d.place.line, d.place.column);
}

bool is_repeat(const Diagnostic& a, const Diagnostic& b) {
  return a.severity == b.severity && a.code == b.code && a.place == b.place && a.message == b.message;
}

}  // namespace

Diagnostic& Diagnostic::labelled(std::string said) {
  label = std::move(said);
  return *this;
}

Diagnostic& Diagnostic::helped(std::string said) {
  help = std::move(said);
  return *this;
}

Diagnostic& Diagnostic::noted(Place at, std::string said) {
  notes.push_back({at, std::move(said)});
  return *this;
}

Diagnostic& Diagnostics::error(std::string_view code, Place place, std::string message) {
  return items_.emplace_back(
      Diagnostic{Severity::error, std::string(code), place, std::move(message), {}, {}, {}});
}

Diagnostic& Diagnostics::warning(std::string_view code, Place place, std::string message) {
  return items_.emplace_back(
      Diagnostic{Severity::warning, std::string(code), place, std::move(message), {}, {}, {}});
}

bool Diagnostics::has_errors() const { return count(Severity::error) > 0; }

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(std::count_if(items_.begin(), items_.end(),
                                                [&](const Diagnostic& d) { return d.severity == severity; }));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> in_order(items_.begin(), items_.end());
  std::stable_sort(in_order.begin(), in_order.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return reading_order(a) < reading_order(b);
  });
  std::vector<Diagnostic> kept;
  std::size_t same_place = 0;  // where the findings of the present place begin in `kept`
  for (Diagnostic& d : in_order) {
    if (!kept.empty() && reading_order(kept.back()) != reading_order(d)) same_place = kept.size();
    const bool repeated = std::any_of(kept.begin() + static_cast<std::ptrdiff_t>(same_place), kept.end(),
                                      [&](const Diagnostic& k) { return is_repeat(k, d); });
    if (!repeated) kept.push_back(std::move(d));
  }
  return kept;
}

}  // namespace mcpgen
