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

bool is_draft7(const Node& schema) {
  const Node* dialect = schema.find("$schema");
  return dialect && dialect->text.find("draft-07") != std::string::npos;
}

void lint_keywords(const Node& schema, LintReport& report) {
  const std::vector<std::string> known = schema_keywords();
  walk_schema(schema, [&](const Node& part, const std::string&) {
    for (const Member& member : part.members) {
      if (is_schema_keyword(member.key)) continue;
      report
          .add("W1005", member.key_place,
               fmt::format("`{}` is no keyword of JSON Schema", visible(member.key)))
          .labelled("it has no effect")
          .helped(did_you_mean(member.key, known,
                               "remove it, or put `x-` before it if a program of yours reads it"));
    }
    const Member* items = part.member("items");
    if (!items || !items->value.is_list() || is_draft7(schema)) return;
    report.add("W1005", items->key_place, "`items` with a list is draft 7 of JSON Schema")
        .labelled("clients that read 2020-12 misunderstand it")
        .helped("write `prefixItems`, or `items: { … }` when all items are alike");
  });
}

void lint_schema(const Node& schema, LintReport& report) {
  lint_words(schema, report);
  lint_keywords(schema, report);
}

}  // namespace

void lint_schemas(const Manifest& manifest, LintReport& report) {
  for (const TypeEntry& type : manifest.types) lint_schema(type.schema, report);
  for (const ToolEntry& tool : manifest.tools) {
    lint_parameters(tool, report);
    lint_schema(tool.input, report);
    if (tool.output) lint_schema(*tool.output, report);
  }
}

}  // namespace mcpgen
