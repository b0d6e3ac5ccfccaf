// Which headers the generated files include: what they use, and nothing else.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "model/builder.h"

namespace mcpgen {
namespace {

using Rule = std::pair<std::string_view, std::string_view>;  // a word in a type, the header that has it

constexpr auto kStandard = std::to_array<Rule>({{"std::int64_t", "cstdint"},
                                                {"std::map", "map"},
                                                {"std::numeric_limits", "limits"},
                                                {"std::optional", "optional"},
                                                {"std::string", "string"},
                                                {"std::vector", "vector"}});
constexpr auto kRuntime = std::to_array<Rule>({{"mcp::CompleteInput", "mcp/core/complete_input.h"},
                                               {"mcp::Content", "mcp/core/content.h"},
                                               {"mcp::Completion", "mcp/core/content.h"},
                                               {"mcp::Messages", "mcp/core/content.h"},
                                               {"mcp::Json", "mcp/json/json.h"}});

void collect(std::string_view code, std::set<std::string>& standard, std::set<std::string>& runtime) {
  for (const auto& [word, header] : kStandard) {
    if (code.find(word) != std::string_view::npos) standard.emplace(header);
  }
  for (const auto& [word, header] : kRuntime) {
    if (code.find(word) != std::string_view::npos) runtime.emplace(header);
  }
}

void header_includes(Model& model) {
  std::set<std::string> standard;
  std::set<std::string> runtime{"mcp/core/generated_code.h", "mcp/core/server.h"};
  for (const Declaration& type : model.types) {
    for (const Field& field : type.fields) {
      collect(field.type, standard, runtime);
      collect(field.initial.value, standard, runtime);
    }
  }
  for (const Handler& handler : model.handlers) {
    collect(handler.result, standard, runtime);
    collect(handler.input, standard, runtime);
  }
  if (!model.handlers.empty()) runtime.insert({"mcp/core/context.h", "mcp/core/result.h"});
  model.header_std_includes.assign(standard.begin(), standard.end());
  model.header_mcp_includes.assign(runtime.begin(), runtime.end());
}

template <typename Predicate>
bool any_entry(const Model& model, Predicate predicate) {
  return std::ranges::any_of(model.tools, predicate) || std::ranges::any_of(model.resources, predicate) ||
         std::ranges::any_of(model.prompts, predicate);
}

void source_includes(const ModelBuilder& builder, Model& model) {
  std::set<std::string> standard;
  std::set<std::string> runtime;
  if (any_entry(model, [](const Entry&) { return true; }) || !model.skills.empty())
    standard.insert("functional");
  const auto timed = [](const Entry& entry) { return entry.timeout.count() != 0; };
  const auto rated = [](const ToolModel& tool) { return !tool.rate.empty(); };
  const auto lives = [](const ResourceModel& resource) { return resource.ttl.count() != 0; };
  if (any_entry(model, timed) || std::ranges::any_of(model.resources, lives) ||
      std::ranges::any_of(model.tools, rated) || !model.limits.empty()) {
    standard.insert("chrono");
  }
  const bool enumerations = std::ranges::any_of(model.types, &Declaration::is_enum);
  const auto moves = [](const Handler& handler) {
    return handler.kind == Handler::Kind::tool && !handler.structured;
  };
  const bool completes = std::ranges::any_of(
      model.handlers, [](const Handler& handler) { return handler.kind == Handler::Kind::completion; });
  if (!model.tools.empty() || enumerations || completes) standard.insert("string_view");
  if (std::ranges::any_of(model.handlers, moves)) standard.insert("utility");
  if (!model.handlers.empty()) runtime.insert("mcp/core/codec.h");
  const auto wrapped = [](const PromptModel& prompt) { return !prompt.defaults_json.empty(); };
  const auto asks = [](const ToolModel& tool) { return !tool.confirm.empty(); };
  if (std::ranges::any_of(model.prompts, wrapped) || std::ranges::any_of(model.tools, asks))
    runtime.insert("mcp/core/around.h");
  if (model.patterns) runtime.insert("mcp/pattern/pattern.h");
  for (const Variant* variant : builder.catalogue.of_kind("backend")) {
    const auto uses = [&](const Entry& entry) {
      return entry.backend && entry.backend->cpp_class == variant->cpp_class();
    };
    if (any_entry(model, uses) || (variant->name == "skill" && !model.skills.empty())) {
      runtime.insert(variant->header());
      model.components.push_back("backend_" + variant->name);
    }
  }
  model.source_std_includes.assign(standard.begin(), standard.end());
  model.source_mcp_includes.assign(runtime.begin(), runtime.end());
}

}  // namespace

void choose_includes(ModelBuilder& builder) {
  Model& model = builder.model;
  model.components.push_back("core");
  for (const auto* parts : {&model.transports, &model.channels, &model.authenticators}) {
    for (const Part& part : *parts) {
      const bool known = std::ranges::find(model.components, part.component) != model.components.end();
      if (!part.component.empty() && !known) model.components.push_back(part.component);
    }
  }
  if (model.sealer) model.components.push_back(model.sealer->component);
  if (model.patterns) model.components.push_back("pattern");
  header_includes(model);
  source_includes(builder, model);
}

}  // namespace mcpgen
