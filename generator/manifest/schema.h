#pragma once

#include <nlohmann/json_fwd.hpp>

#include "catalogue/catalogue.h"

namespace mcpgen {

/// schemas/manifest.base.schema.json with the options of every variant put in: what `mcpgen schema`
/// prints, editors use and read_manifest() checks. An option that its entry fills (`x-from`) is not in it.
nlohmann::ordered_json composed_schema(const Catalogue& catalogue);

/// What the front matter of a SKILL.md must say.
nlohmann::ordered_json skill_schema();

/// What a variant.yaml may say.
nlohmann::ordered_json variant_schema();

}  // namespace mcpgen
