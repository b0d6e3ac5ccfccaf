#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "support/diagnostic.h"

namespace mcpgen {

/// True when `schema` lists `word` as something that exists but not in this build.
bool is_later(const nlohmann::ordered_json& schema, std::string_view word);

/// The words that `schema` lists so.
std::vector<std::string> later_words(const nlohmann::ordered_json& schema);

/// The keys that `schema`, an object schema, knows.
std::vector<std::string> known_keys(const nlohmann::ordered_json& schema);

/// The strings of `schema`'s enumeration.
std::vector<std::string> known_words(const nlohmann::ordered_json& schema);

/// Says what an unknown key was probably meant to be: the nearest known one, or where in `root` that key
/// belongs.
void explain_unknown_key(Diagnostic& finding, std::string_view key, const nlohmann::ordered_json& schema,
                         const nlohmann::ordered_json& root);

}  // namespace mcpgen
