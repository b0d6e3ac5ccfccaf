#include <algorithm>

#include <mcp/core/rate.h>

#include "manifest/reading.h"
#include "manifest/units.h"
#include "support/text.h"

namespace mcpgen {

Text read_text(const Node& map, std::string_view key) {
  return read_optional_text(map, key).value_or(Text{});
}

std::optional<Text> read_optional_text(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  if (!value) return std::nullopt;
  return Text{value->text, value->place};
}

std::optional<Node> read_node(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  if (!value) return std::nullopt;
  return *value;
}

bool read_flag(const Node& map, std::string_view key, bool otherwise) {
  const Node* value = map.find(key);
  return value ? value->boolean : otherwise;
}

std::optional<std::chrono::milliseconds> read_duration(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  return value ? parse_duration(value->text) : std::nullopt;
}

std::optional<std::size_t> read_count(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  if (!value || value->integer < 0) return std::nullopt;
  return static_cast<std::size_t>(value->integer);
}

std::optional<mcp::Rate> read_rate(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  if (!value) return std::nullopt;
  if (!value->is_map()) return mcp::parse_rate(value->text);
  const std::optional<mcp::Rate::Per> per =
      mcp::parse_per(value->find("per") ? value->find("per")->text : "user");
  const auto every = read_duration(*value, "every");
  if (!per || !every) return std::nullopt;
  return mcp::Rate{.count = read_count(*value, "count").value_or(0), .every = *every, .per = *per};
}

std::vector<Text> read_texts(const Node& map, std::string_view key) {
  std::vector<Text> texts;
  if (const Node* list = map.find(key)) {
    for (const Node& item : list->items) texts.push_back({item.text, item.place});
  }
  return texts;
}

std::vector<std::string> values_of(const std::vector<Text>& texts) {
  std::vector<std::string> values;
  values.reserve(texts.size());
  for (const Text& text : texts) values.push_back(text.value);
  return values;
}

void check_is_choice(const Text& fallback, const std::vector<std::string>& values, Diagnostics& diagnostics) {
  if (values.empty() || std::find(values.begin(), values.end(), fallback.value) != values.end()) return;
  diagnostics.error("E0223", fallback.place, "the default does not fit its schema")
      .labelled("expected " + one_of(values))
      .helped(did_you_mean(fallback.value, values, "change the default or the choice"));
}

}  // namespace mcpgen
