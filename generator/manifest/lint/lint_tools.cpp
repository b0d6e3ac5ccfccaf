#include <array>
#include <string_view>

#include <fmt/format.h>

#include "manifest/lint/lint.h"

namespace mcpgen {
namespace {

constexpr std::array<std::string_view, 14> kChanging{"add",    "clear",  "create", "delete", "drop",
                                                     "insert", "move",   "post",   "remove", "rename",
                                                     "set",    "update", "upload", "write"};

/// The first word of a name: "delete" of "delete_user", "delete-user" and "deleteUser".
std::string_view first_word(std::string_view name) {
  std::size_t length = 0;
  while (length < name.size() && name[length] >= 'a' && name[length] <= 'z') ++length;
  return name.substr(0, length);
}

bool is_set(const ToolEntry& tool, std::string_view hint) {
  const Node* value = tool.annotations ? tool.annotations->find(hint) : nullptr;
  return value && value->boolean;
}

bool has(const ToolEntry& tool, std::string_view hint) {
  return tool.annotations && tool.annotations->find(hint);
}

void lint_hints(const ToolEntry& tool, LintReport& report) {
  if (!has(tool, "readOnlyHint") && !has(tool, "destructiveHint")) {
    report
        .add("W1101", tool.name.place,
             fmt::format("tool `{}` does not say whether it changes anything", tool.name.value))
        .labelled("clients take it for destructive")
        .helped("add `annotations: { readOnlyHint: true }` or `{ destructiveHint: false }`");
    return;
  }
  const std::string_view verb = first_word(tool.name.value);
  for (const std::string_view changing : kChanging) {
    if (verb != changing || !is_set(tool, "readOnlyHint")) continue;
    report
        .add("W1101", tool.annotations->find("readOnlyHint")->place,
             fmt::format("tool `{}` is marked read-only", tool.name.value))
        .labelled(fmt::format("`{}` sounds like a change", verb))
        .helped("set `readOnlyHint: false`, or rename the tool");
  }
}

}  // namespace

void lint_tools(const Manifest& manifest, LintReport& report) {
  for (const ToolEntry& tool : manifest.tools) {
    if (tool.description.empty()) {
      report.add("W1001", tool.name.place, fmt::format("tool `{}` has no description", tool.name.value))
          .labelled("models choose tools by their description")
          .helped("add `description:`");
    }
    lint_hints(tool, report);
    if (!tool.output && !tool.backend) {
      report
          .add("W1201", tool.name.place,
               fmt::format("tool `{}` does not declare its output", tool.name.value))
          .labelled("clients get text without structure")
          .helped("add `output:`");
    }
  }
}

}  // namespace mcpgen
