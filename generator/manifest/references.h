#pragma once

#include "manifest/manifest.h"
#include "support/diagnostic.h"

namespace mcpgen {

class Catalogue;

/// Checks what only the whole manifest shows: schemas with the types they use, examples and fixed answers
/// against them, scopes against the auth mode.
void check_references(const Manifest& manifest, const Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace mcpgen
