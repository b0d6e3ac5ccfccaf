#include <algorithm>

#include <fmt/format.h>

#include "manifest/named_checks.h"
#include "manifest/reading.h"
#include "manifest/shorthand/shorthand.h"
#include "support/text.h"

namespace mcpgen {
namespace {

class PromptReader {
 public:
  explicit PromptReader(Reading& reading) : reading_(reading) {}

  PromptEntry read(const NamedNode& entry) {
    const Node& node = *entry.node;
    PromptEntry prompt;
    read_common(entry, prompt);
    const Node* arguments = node.find("arguments");
    if (arguments && arguments->is_null()) return prompt;  // which there are is not known
    if (arguments) prompt.arguments = read_arguments(*arguments);
    std::vector<std::string> names;
    for (const PromptArgumentEntry& argument : prompt.arguments) names.push_back(argument.name.value);
    prompt.backend = read_backend(node, "prompt", names, reading_);
    prompt.completes = read_completes(node, names, reading_.diagnostics);
    return prompt;
  }

 private:
  std::vector<PromptArgumentEntry> read_arguments(const Node& section) {
    std::vector<PromptArgumentEntry> arguments;
    for (const Node& item : section.items) {
      const Node* name = item.find("name");
      PromptArgumentEntry argument = read_long_form(item);
      argument.name = {name->text, name->place};
      argument.required = read_flag(item, "required", false);
      add(arguments, std::move(argument));
    }
    for (const Member& member : section.members) {
      PromptArgumentEntry argument =
          member.value.is_map() ? read_long_form(member.value) : read_short_form(member.value);
      argument.name = {member.key, member.key_place};
      if (member.key.ends_with('?')) {
        argument.name.value.pop_back();
        argument.required = false;
      }
      add(arguments, std::move(argument));
    }
    return arguments;
  }

  void add(std::vector<PromptArgumentEntry>& arguments, PromptArgumentEntry argument) {
    check_text_rule(*find_named_check("argument-name"), argument.name.value, argument.name.place,
                    reading_.diagnostics);
    const auto earlier = std::find_if(
        arguments.begin(), arguments.end(),
        [&](const PromptArgumentEntry& known) { return known.name.value == argument.name.value; });
    if (earlier != arguments.end()) {
      reading_.diagnostics
          .error("E0302", argument.name.place,
                 fmt::format("`{}` is declared twice", visible(argument.name.value)))
          .labelled("second declaration")
          .noted(earlier->name.place, "first declaration")
          .helped("rename or remove one of them");
    }
    if (argument.fallback) argument.required = false;
    arguments.push_back(std::move(argument));
  }

  PromptArgumentEntry read_long_form(const Node& map) {
    PromptArgumentEntry argument;
    argument.title = read_text(map, "title");
    argument.description = read_text(map, "description");
    argument.required = read_flag(map, "required", true);
    argument.values = values_of(read_texts(map, "enum"));
    if (const auto fallback = read_optional_text(map, "default")) set_default(argument, *fallback);
    return argument;
  }

  PromptArgumentEntry read_short_form(const Node& text) {
    PromptArgumentEntry argument;
    const std::optional<Node> schema = expand_shorthand(text, reading_.diagnostics);
    if (!schema || !check_is_text(*schema)) return argument;
    argument.description = read_text(*schema, "description");
    argument.values = values_of(read_texts(*schema, "enum"));
    if (const auto fallback = read_optional_text(*schema, "default")) set_default(argument, *fallback);
    return argument;
  }

  bool check_is_text(const Node& schema) {
    const Node* type = schema.find("type");
    const bool plain = std::all_of(schema.members.begin(), schema.members.end(), [](const Member& member) {
      return member.key == "type" || member.key == "enum" || member.key == "default" ||
             member.key == "description";
    });
    if (plain && type && type->is_string() && type->text == "string") return true;
    reading_.diagnostics.error("E0227", schema.place, "an argument of a prompt is always plain text")
        .labelled("expected `string` or a choice of words")
        .helped(
            "write `string -- what it is`, `formal | friendly` or, with capitals, `{ enum: [GET, POST] }`");
    return false;
  }

  void set_default(PromptArgumentEntry& argument, const Text& fallback) {
    argument.fallback = fallback.value;
    check_is_choice(fallback, argument.values, reading_.diagnostics);
  }

  Reading& reading_;
};

}  // namespace

std::vector<PromptEntry> read_prompts(const Node* section, Reading& reading) {
  std::vector<PromptEntry> prompts;
  PromptReader reader(reading);
  for (const NamedNode& entry : read_entries(section, "prompt", reading.diagnostics)) {
    prompts.push_back(reader.read(entry));
  }
  return prompts;
}

}  // namespace mcpgen
