#pragma once

#include <optional>

#include "catalogue/catalogue.h"
#include "document/document.h"
#include "manifest/manifest.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Checks shape (against the composed schema), names and references, and lints. Nothing when there were
/// errors.
std::optional<Manifest> read_manifest(const Document& document, const Catalogue& catalogue,
                                      Diagnostics& diagnostics);

}  // namespace mcpgen
