#include <fmt/format.h>

#include "manifest/lint/lint.h"

namespace mcpgen {
namespace {

constexpr std::size_t kLongestName = 63;  // clients cut off what is longer
constexpr std::size_t kMostTools = 100;   // clients refuse more
constexpr std::size_t kMostTokens = 10'000;
constexpr std::size_t kBytesPerToken = 4;  // of English and JSON, roughly

void lint_length(const Text& name, std::string_view noun, LintReport& report) {
  if (name.value.size() <= kLongestName) return;
  report
      .add("W1002", name.place, fmt::format("the name of this {} has {} characters", noun, name.value.size()))
      .labelled(fmt::format("some clients cut names off after {}", kLongestName))
      .helped("shorten it; `title` may be longer");
}

/// What the list of tools costs a model, in tokens.
std::size_t estimated_tokens(const Manifest& manifest) {
  std::size_t bytes = 0;
  for (const ToolEntry& tool : manifest.tools) {
    bytes += tool.name.value.size() + tool.title.value.size() + tool.description.value.size();
    bytes += to_json_text(tool.input).size();
    if (tool.output) bytes += to_json_text(*tool.output).size();
  }
  return bytes / kBytesPerToken;
}

}  // namespace

void lint_names(const Manifest& manifest, LintReport& report) {
  for (const ToolEntry& tool : manifest.tools) lint_length(tool.name, "tool", report);
  for (const ResourceEntry& resource : manifest.resources) lint_length(resource.name, "resource", report);
  for (const PromptEntry& prompt : manifest.prompts) lint_length(prompt.name, "prompt", report);

  if (manifest.tools.size() > kMostTools) {
    report
        .add("W1003", manifest.tools[kMostTools].name.place,
             fmt::format("there are {} tools", manifest.tools.size()))
        .labelled(fmt::format("some clients take no more than {}", kMostTools))
        .helped("split the server, or merge tools that differ in one argument");
  } else if (const std::size_t tokens = estimated_tokens(manifest); tokens > kMostTokens) {
    report
        .add("W1003", manifest.tools.front().name.place,
             fmt::format("the list of tools is about {} tokens", tokens))
        .labelled("every conversation pays for them")
        .helped("shorten descriptions, or split the server");
  }
}

}  // namespace mcpgen
