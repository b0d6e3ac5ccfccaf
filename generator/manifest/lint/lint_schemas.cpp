#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "manifest/lint/lint.h"
#include "manifest/schema_keywords.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::array<std::string_view, 4> kYesOrNo{"on", "off", "yes", "no"};

void lint_parameters(const ToolEntry& tool, LintReport& report) {
  const Node* properties = tool.input.find("properties");
  if (!properties) return;
  for (const Member& parameter : properties->members) {
    if (parameter.value.find("description") || parameter.value.find("$ref")) continue;
    report
        .add("W1001", parameter.key_place,
             fmt::format("parameter `{}` of tool `{}` has no description", visible(parameter.key),
                         tool.name.value))
        .labelled("models read it to fill the parameter in")
        .helped("add one behind its type: ` -- …`");
  }
}

void lint_words(const Node& schema, LintReport& report) {
  walk_schema(schema, [&](const Node& part, const std::string&) {
    const Node* words = part.find("enum");
    if (!words) return;
    for (const Node& word : words->items) {
      if (word.quoted || std::find(kYesOrNo.begin(), kYesOrNo.end(), word.text) == kYesOrNo.end()) continue;
      report.add("W1004", word.place, fmt::format("`{}` is text here", word.text))
          .labelled("some YAML readers take it for true or false")
          .helped(fmt::format("write it in quotes: `\"{}\"`, or use `boolean`", word.text));
    }
  });
}

}  // namespace

void lint_schemas(const Manifest& manifest, LintReport& report) {
  for (const TypeEntry& type : manifest.types) lint_words(type.schema, report);
  for (const ToolEntry& tool : manifest.tools) {
    lint_parameters(tool, report);
    lint_words(tool.input, report);
    if (tool.output) lint_words(*tool.output, report);
  }
}

}  // namespace mcpgen
