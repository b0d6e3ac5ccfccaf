#include "support/render/sentence.h"

#include <algorithm>

#include <fmt/format.h>

#include "support/text.h"

namespace mcpgen {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

std::string to_text(const Place& place) {
  if (place.file == nullptr) return {};
  const std::string path = visible(place.file->path);
  return place.line > 0 ? fmt::format("{}:{}:{}", path, place.line, place.column) : path;
}

std::string sentence(const Diagnostic& diagnostic) {
  std::string remedy = diagnostic.help.empty() ? diagnostic.label : diagnostic.help;
  std::replace(remedy.begin(), remedy.end(), '\n', ' ');
  return visible(remedy.empty() ? diagnostic.message : diagnostic.message + "; " + remedy);
}

}  // namespace mcpgen
