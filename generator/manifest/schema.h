#pragma once

#include <nlohmann/json_fwd.hpp>

#include "catalogue/catalogue.h"

namespace mcpgen {

/// schemas/manifest.base.schema.json with the options of every variant put in: what `mcpgen schema`
/// prints, editors use and read_manifest() checks.
nlohmann::ordered_json composed_schema(const Catalogue& catalogue);

}  // namespace mcpgen
