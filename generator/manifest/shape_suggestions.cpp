#include "manifest/shape_suggestions.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "support/text.h"

namespace mcpgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFewKeys = 8;  // what fits on a line

/// Keys that other tools have where ours is another, by the noun of the map they stand in.
struct Habit {
  std::string_view noun;
  std::string_view key;
  std::string_view help;
};
constexpr std::array kHabits{
    Habit{"tool", "arguments", "a tool's arguments stand under `input:`"},
    Habit{"tool", "parameters", "a tool's arguments stand under `input:`"},
    Habit{"tool", "readonly", "write `annotations: { readOnlyHint: true }`"},
    Habit{"tool", "readOnly", "write `annotations: { readOnlyHint: true }`"},
    Habit{"tool annotations", "readonly", "did you mean `readOnlyHint`?"},
    Habit{"prompt", "input", "a prompt's arguments stand under `arguments:`"},
};

/// The nouns of all object schemas that have `key`.
void collect_homes(const Json& schema, std::string_view key, std::vector<std::string>& homes) {
  if (!schema.is_structured()) return;
  if (schema.is_object() && schema.contains("x-noun") && schema.contains("properties") &&
      schema["properties"].contains(key)) {
    const std::string noun = schema["x-noun"].get<std::string>();
    if (std::find(homes.begin(), homes.end(), noun) == homes.end()) homes.push_back(noun);
  }
  for (const Json& part : schema) collect_homes(part, key, homes);
}

}  // namespace

bool is_later(const Json& schema, std::string_view word) {
  const auto later = schema.find("x-later");
  return later != schema.end() && std::find(later->begin(), later->end(), Json(word)) != later->end();
}

std::vector<std::string> later_words(const Json& schema) {
  return schema.value("x-later", std::vector<std::string>());
}

std::vector<std::string> known_keys(const Json& schema) {
  std::vector<std::string> keys;
  const auto properties = schema.find("properties");
  if (properties == schema.end()) return keys;
  for (const auto& [key, value] : properties->items()) keys.push_back(key);
  return keys;
}

std::vector<std::string> known_words(const Json& schema) {
  std::vector<std::string> words;
  for (const Json& value : schema.at("enum")) {
    if (value.is_string()) {
      words.push_back(value.get<std::string>());
    } else if (!value.is_boolean()) {
      words.push_back(value.dump());
    }
  }
  return words;
}

void explain_unknown_key(Diagnostic& finding, std::string_view key, const Json& schema, const Json& root) {
  const std::vector<std::string> keys = known_keys(schema);
  if (keys.size() <= kFewKeys) finding.labelled("expected " + one_of(keys));
  if (!nearest(key, keys).empty()) {
    finding.helped(did_you_mean(key, keys));
    return;
  }
  const std::string noun = schema.value("x-noun", "");
  const auto habit = std::find_if(kHabits.begin(), kHabits.end(),
                                  [&](const Habit& known) { return known.noun == noun && known.key == key; });
  if (habit != kHabits.end()) {
    finding.helped(std::string(habit->help));
    return;
  }
  std::vector<std::string> homes;
  collect_homes(root, key, homes);
  finding.helped(homes.empty() ? "remove it, or see `mcpgen schema` for what may stand here"
                               : "`" + std::string(key) + "` is a key of the " + one_of(homes));
}

}  // namespace mcpgen
