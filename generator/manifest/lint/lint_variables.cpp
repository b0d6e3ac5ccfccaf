#include <algorithm>

#include <fmt/format.h>

#include "manifest/lint/lint.h"
#include "support/text.h"

namespace mcpgen {
namespace {

void lint_constant(const Text& text, LintReport& report) {
  if (text.value.find("${") == std::string::npos) return;
  report.add("W1303", text.place, "`${…}` stays as it is in this text")
      .labelled("it is compiled in, before the operator sets anything")
      .helped("write the text out");
}

template <typename Entries>
void lint_constants(const Entries& entries, LintReport& report) {
  for (const auto& entry : entries) {
    lint_constant(entry.title, report);
    lint_constant(entry.description, report);
  }
}

}  // namespace

void lint_variables(const Manifest& manifest, const std::vector<VariableUse>& variables, LintReport& report) {
  std::vector<std::string> declared;
  for (const EnvVariable& variable : manifest.env) declared.push_back(variable.name.value);
  for (const VariableUse& use : variables) {
    if (std::find(declared.begin(), declared.end(), use.name) != declared.end()) continue;
    report.add("W1302", use.place, fmt::format("the variable `{}` is not declared", use.name))
        .labelled("not in `env`")
        .helped(did_you_mean(use.name, declared, fmt::format("add `env: {{ {}: … }}`", use.name)));
  }
  for (const Text* text : {&manifest.name, &manifest.version, &manifest.title, &manifest.description,
                           &manifest.instructions, &manifest.website_url}) {
    lint_constant(*text, report);
  }
  lint_constants(manifest.tools, report);
  lint_constants(manifest.resources, report);
  lint_constants(manifest.prompts, report);
  for (const ResourceEntry& resource : manifest.resources) lint_constant(resource.uri, report);
}

}  // namespace mcpgen
