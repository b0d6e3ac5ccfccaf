#include "emit/views.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace mcpgen {
namespace {

View include_view(const std::string& path) { return View().code("path", path); }

View schema_view(const ToolModel& tool) {
  return View()
      .text("prefix", tool.schema_prefix)
      .text("input", tool.input_schema)
      .text("output", tool.output_schema)
      .text("wrapped", tool.wrapped_output_schema);
}

std::vector<View> schema_views(const Model& model) {
  const bool checked = std::ranges::any_of(model.tools, &ToolModel::check_output);
  return each(model.tools,
              [&](const ToolModel& tool) { return schema_view(tool).flag("results_are_checked", checked); });
}

View handler_view(const Handler& handler) {
  const bool empty = handler.input_is_empty;
  const bool tool = handler.kind == Handler::Kind::tool;
  const bool completion = handler.kind == Handler::Kind::completion;
  return View()
      .text("ident", handler.ident)
      .text("comment", handler.comment)
      .code("input", handler.input)
      .code("result", handler.result)
      .code("answer", tool ? "mcp::ToolAnswer" : handler.result)
      .flag("empty_input", empty)
      .flag("reads_input", !empty && !handler.input_is_json)
      .flag("input_is_struct", handler.input_is_struct)
      .code("passed", empty                   ? "{}"
                      : handler.input_is_json ? "arguments"
                                              : "input")
      .flag("is_structured_tool", tool && handler.structured)
      .flag("is_plain_tool", tool && !handler.structured)
      .flag("is_text", !tool && !completion)
      .flag("is_completion", completion);
}

View env_view(const EnvVariable& variable) {
  return braced()
      .text("name", variable.name.value)
      .text("description", variable.description.value)
      .text("fallback", variable.fallback.value_or(Text{}).value)
      .flag("has_fallback", variable.fallback.has_value())
      .flag("has_values", !variable.values.empty())
      .list("values",
            each(variable.values, [](const Text& value) { return View().text("value", value.value); }))
      .flag("required", variable.required)
      .flag("secret", variable.secret);
}

View part_view(const Part& part) {
  return braced()
      .code("cpp_class", part.cpp_class)
      .text("variable", part.variable)
      .flag("has_options", !part.options.empty())
      .flag("has_parts", !part.takes.empty())
      .list("parts", texts(part.takes, "variable"))
      .list("options", each(part.options, [](const PartOption& option) {
              return initialiser_view(option.value).text("field", option.field);
            }));
}

/// As a formatter would have them, each once.
std::vector<std::string> in_order(std::vector<std::string> paths) {
  std::erase(paths, "");
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::vector<View> main_include_views(const Model& model) {
  std::vector<std::string> paths{"mcp/core/launch.h"};
  for (const auto* parts : {&model.channels, &model.transports, &model.authenticators}) {
    for (const Part& part : *parts) paths.push_back(part.header);
  }
  for (const auto* part : {&model.sealer, &model.audit}) {
    if (*part) paths.push_back((*part)->header);
  }
  return each(in_order(std::move(paths)), include_view);
}

std::vector<View> main_own_include_views(const Model& model) {
  std::vector<std::string> paths{model.ident + ".h"};
  if (!model.handlers.empty()) paths.emplace_back("state.h");
  for (const Part& part : model.authenticators) paths.push_back(part.own_header);
  return each(in_order(std::move(paths)), include_view);
}

bool has_command(const Part& part) { return !part.command.empty(); }
bool keeps_keys(const Part& part) { return part.command == "keys"; }
bool takes_tokens(const Part& part) { return part.component == "auth_jwt"; }

std::vector<View> command_views(const Model& model) {
  std::vector<View> views;
  for (const Part& part : model.authenticators) {
    if (has_command(part)) views.push_back(View().text("of", part.variable).text("command", part.command));
  }
  return views;
}

View limit_view(const LimitModel& limit) {
  return View().text("field", limit.field).code("value", limit.value);
}

/// A path from the manifest's folder, from the project's.
std::string beside_manifest(const std::string& path, const Layout& layout) {
  return (std::filesystem::path(layout.to_manifest) / path).lexically_normal().string();
}

}  // namespace

std::vector<View> own_include_views(const std::string& ident, bool state) {
  std::vector<std::string> paths{ident + ".h"};
  if (state) paths.push_back("state.h");
  std::ranges::sort(paths);
  return each(paths, include_view);
}

std::vector<View> texts(const std::vector<std::string>& values, const std::string& name) {
  return each(values, [&](const std::string& value) { return View().text(name, value); });
}

View braced() { return View().code("open", "{").code("close", "}"); }

View server_view(const Model& model, const Layout& layout) {
  View view = braced();
  view.text("manifest", model.manifest_file)
      .text("profile", model.profile)
      .flag("has_overlays", !model.overlays.empty())
      .text("manifest_path", beside_manifest(model.manifest_file, layout))
      .list("overlays",
            each(model.overlays,
                 [&](const std::string& path) { return View().text("path", beside_manifest(path, layout)); }))
      .text("ident", model.ident)
      .code("ns", model.ns)
      .text("generated_folder", layout.generated)
      .text("handlers_folder", layout.handlers)
      .text("name", model.name)
      .text("version", model.version)
      .text("title", model.title)
      .text("description", model.description)
      .text("instructions", model.instructions)
      .text("website_url", model.website_url)
      .text("icons", model.icons_json)
      .list("own_includes", own_include_views(model.ident, !model.handlers.empty()))
      .list("main_own_includes", main_own_include_views(model))
      .flag("patterns", model.patterns)
      .flag("has_protocol", !model.protocol.empty())
      .list("protocol", texts(model.protocol, "revision"))
      .flag("has_env", !model.env.empty())
      .list("env", each(model.env, env_view))
      .flag("has_limits", !model.limits.empty())
      .list("limits", each(model.limits, limit_view))
      .list("channels", each(model.channels, part_view))
      .list("transports", each(model.transports, part_view))
      .list("authenticators", each(model.authenticators, part_view))
      .flag("has_commands", std::ranges::any_of(model.authenticators, has_command))
      .list("commands", command_views(model))
      .flag("keeps_keys", std::ranges::any_of(model.authenticators, keeps_keys))
      .flag("takes_tokens", std::ranges::any_of(model.authenticators, takes_tokens))
      .flag("has_sealer", model.sealer.has_value())
      .code("sealer_class", model.sealer ? model.sealer->cpp_class : "")
      .list("audits", model.audit ? std::vector<View>{part_view(*model.audit)} : std::vector<View>{})
      .flag("has_audit", model.audit.has_value())
      .flag("has_services", model.sealer || model.audit)
      .list("main_includes", main_include_views(model))
      .list("components", texts(model.components, "name"))
      .flag("has_header_std_includes", !model.header_std_includes.empty())
      .list("header_std_includes", each(model.header_std_includes, include_view))
      .list("header_mcp_includes", each(model.header_mcp_includes, include_view))
      .flag("has_source_std_includes", !model.source_std_includes.empty())
      .list("source_std_includes", each(model.source_std_includes, include_view))
      .flag("has_source_mcp_includes", !model.source_mcp_includes.empty())
      .list("source_mcp_includes", each(model.source_mcp_includes, include_view))
      .flag("has_forwards", !model.forwards.empty())
      .list("forwards", texts(model.forwards, "name"))
      .list("types", type_views(model))
      .list("codecs", codec_views(model))
      .flag("has_parts", !model.tools.empty() || !model.handlers.empty())
      .list("schemas", schema_views(model))
      .flag("has_handlers", !model.handlers.empty())
      .list("handlers", each(model.handlers, handler_view))
      .list("tools", tool_views(model))
      .list("resources", resource_views(model))
      .list("prompts", prompt_views(model))
      .list("skills", skill_views(model));
  return view;
}

View stub_view(const Model& model, const Handler& handler, const Layout& layout) {
  return View()
      .list("own_includes", own_include_views(model.ident, true))
      .code("ns", model.ns)
      .text("function", handler.ident)
      .code("input", handler.input)
      .code("result", handler.result)
      .text("message",
            fmt::format("{0} is not implemented yet: write {1}/{0}.cpp", handler.ident, layout.handlers));
}

}  // namespace mcpgen
