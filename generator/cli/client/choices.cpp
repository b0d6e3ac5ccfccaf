#include "cli/client/choices.h"

#include <algorithm>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;

std::string spelled(const Json& value) { return value.is_string() ? text_of(value) : mcp::to_text(value); }

std::size_t count_member(const Json& schema, const char* name) {
  const Json& count = member(schema, name);
  return count.is_number_unsigned() ? count.get<std::size_t>() : 0;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Choices::Choices(const Json& schema) : several_(text_member(schema, "type") == "array") {
  const Json& one = several_ ? member(schema, "items") : schema;
  if (several_) {
    least_ = count_member(schema, "minItems");
    most_ = count_member(schema, "maxItems");
  }
  const Json& values = member(one, "enum");
  const Json& names = member(one, "enumNames");
  for (std::size_t i = 0; values.is_array() && i < values.size(); ++i) {
    const std::string name = names.is_array() && i < names.size() ? text_of(names[i]) : "";
    choices_.push_back({values[i], name.empty() ? spelled(values[i]) : name});
  }
  for (const char* keyword : {"oneOf", "anyOf"}) {
    const Json& alternatives = member(one, keyword);
    if (!alternatives.is_array()) continue;
    for (const Json& alternative : alternatives) {
      if (!alternative.is_object() || !alternative.contains("const")) continue;
      const Json& value = member(alternative, "const");
      const std::string title = text_member(alternative, "title");
      choices_.push_back({value, title.empty() ? spelled(value) : title});
    }
  }
}

std::string Choices::offer() const {
  return " (" + visible(titles()) + (several_ ? "; several with commas between them)" : ")");
}

std::string Choices::shown(const Json& value) const {
  if (value.is_array() && several_) {
    std::string text;
    for (const Json& item : value) text += (text.empty() ? "" : ", ") + shown(item);
    return text;
  }
  const auto found = std::ranges::find(choices_, value, &Choice::value);
  return visible(found == choices_.end() ? spelled(value) : found->title);
}

std::variant<Json, UsageFault> Choices::read(const std::string& line) const {
  if (several_) return read_list(line);
  if (const Choice* choice = find(trimmed(line))) return choice->value;
  return UsageFault{"`" + line + "` is none of " + titles(), ""};
}

std::variant<Json, UsageFault> Choices::read_list(const std::string& line) const {
  Json chosen = Json::array();
  for (std::string_view rest = line; !rest.empty();) {
    // A title may have commas of its own: the longest text that is a choice is the one meant.
    std::size_t end = rest.size();
    const Choice* choice = find(trimmed(rest));
    while (choice == nullptr && (end = rest.substr(0, end).rfind(',')) != std::string_view::npos)
      choice = find(trimmed(rest.substr(0, end)));
    if (choice == nullptr)
      return UsageFault{
          "`" + std::string(trimmed(rest.substr(0, rest.find(',')))) + "` is none of " + titles(), ""};
    if (std::ranges::find(chosen, choice->value) == chosen.end()) chosen.push_back(choice->value);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (chosen.size() < least_) return UsageFault{"choose at least " + std::to_string(least_), ""};
  if (most_ != 0 && chosen.size() > most_) return UsageFault{"choose at most " + std::to_string(most_), ""};
  return chosen;
}

const Choices::Choice* Choices::find(std::string_view word) const {
  const auto title = std::ranges::find(choices_, word, &Choice::title);
  if (title != choices_.end()) return &*title;
  const auto value =
      std::ranges::find_if(choices_, [&](const Choice& choice) { return spelled(choice.value) == word; });
  return value == choices_.end() ? nullptr : &*value;
}

std::string Choices::titles() const {
  std::string text;
  for (const Choice& choice : choices_) text += (text.empty() ? "" : ", ") + choice.title;
  return text;
}

}  // namespace mcpgen
