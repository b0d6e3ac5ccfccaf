#include <algorithm>

#include <fmt/format.h>

#include "model/builder.h"
#include "model/text.h"

namespace mcpgen {
namespace {

std::string defaults_of(const PromptEntry& entry) {
  Node defaults = Node::make_map(entry.name.place);
  for (const PromptArgumentEntry& argument : entry.arguments) {
    if (argument.fallback) {
      defaults.put(argument.name.value, Node::make_string(*argument.fallback, argument.name.place));
    }
  }
  return defaults.members.empty() ? std::string() : to_json_text(defaults);
}

/// `complete:` as written, and the values of enum arguments that have none.
std::vector<CompleteEntry> completes_of(const PromptEntry& entry) {
  std::vector<CompleteEntry> out = entry.completes;
  for (const PromptArgumentEntry& argument : entry.arguments) {
    const bool written = std::ranges::any_of(
        out, [&](const CompleteEntry& complete) { return complete.argument.value == argument.name.value; });
    if (!written && !argument.values.empty()) out.push_back({argument.name, argument.values});
  }
  return out;
}

CppType input_type(ModelBuilder& builder, const PromptEntry& entry) {
  std::vector<StringField> fields;
  for (const PromptArgumentEntry& argument : entry.arguments) {
    fields.push_back({argument.name, argument.description, argument.required, argument.fallback});
  }
  return string_record(builder, fmt::format("Prompt{}Input", type_word(entry.name.value)),
                       fmt::format("Arguments of the `{}` prompt.", entry.name.value), fields, entry.name);
}

}  // namespace

void add_prompt(ModelBuilder& builder, const PromptEntry& entry) {
  PromptModel prompt;
  const std::string ident = function_ident(builder, "prompt", entry.name);
  fill_common(builder, "prompt", entry, ident, prompt);
  for (const PromptArgumentEntry& argument : entry.arguments) {
    prompt.arguments.push_back({.name = checked(builder, argument.name),
                                .title = checked(builder, argument.title),
                                .description = checked(builder, argument.description),
                                .required = argument.required && !argument.fallback});
  }
  prompt.completers = completers(builder, completes_of(entry), "prompt_" + entry.name.value);
  if (prompt.backend) {
    prompt.defaults_json = defaults_of(entry);
  } else {
    add_handler(builder,
                {.kind = Handler::Kind::prompt,
                 .ident = ident,
                 .subject = entry.name.value,
                 .comment = summary(entry.description.value),
                 .input = input_type(builder, entry).code,
                 .input_is_empty = entry.arguments.empty(),
                 .result = "mcp::Messages"},
                entry.name.place);
  }
  builder.model.prompts.push_back(std::move(prompt));
}

}  // namespace mcpgen
