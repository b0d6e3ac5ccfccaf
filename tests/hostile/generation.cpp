#include "generation.h"

#include <algorithm>

#include "catalogue/catalogue.h"
#include "document/document.h"
#include "emit/emit.h"
#include "manifest/read.h"
#include "model/model.h"

namespace hostile {

void generate(Generation& into, const std::string& path, const std::string& manifest) {
  const mcpgen::Catalogue& catalogue = mcpgen::Catalogue::built_in();
  const mcpgen::SourceFile& source = into.sources.add(path, manifest);
  auto root = mcpgen::read_document(source, into.diagnostics);
  if (!root) return;
  const auto read =
      mcpgen::read_manifest({std::move(*root), {path}}, catalogue, into.sources, into.diagnostics);
  if (!read) return;
  const auto model = mcpgen::build_model(*read, catalogue, into.diagnostics);
  if (model) into.files = mcpgen::emit(*model);
}

bool is_refused_with_places(const Generation& generation) {
  return generation.diagnostics.has_errors() &&
         std::ranges::all_of(generation.diagnostics.all(), [&](const mcpgen::Diagnostic& found) {
           const mcpgen::Place& place = found.place;
           return found.severity != mcpgen::Severity::error ||
                  (place.file == &generation.sources.all().front() && place.line >= 1 && place.column >= 1 &&
                   place.line <= place.file->line_count());
         });
}

}  // namespace hostile
