#pragma once

#include <optional>

#include "catalogue/catalogue.h"
#include "document/document.h"
#include "manifest/manifest.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Checks shape (against the composed schema), names and references, and lints. The SKILL.md of each skill
/// that the manifest names joins `sources`. Nothing when there were errors.
std::optional<Manifest> read_manifest(const Document& document, const Catalogue& catalogue, Sources& sources,
                                      Diagnostics& diagnostics);

}  // namespace mcpgen
