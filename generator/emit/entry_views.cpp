// Views of tools, resources and prompts as make_server() adds them.
#include <fmt/format.h>

#include "emit/views.h"

namespace mcpgen {
namespace {

std::string milliseconds(std::chrono::milliseconds time) {
  return time.count() == 0 ? std::string() : fmt::format("std::chrono::milliseconds({})", time.count());
}

View option_view(const BackendOption& option) {
  using Kind = BackendOption::Kind;
  return View()
      .text("ident", option.ident)
      .flag("is_text", option.kind == Kind::text)
      .flag("is_json", option.kind == Kind::json)
      .flag("is_code", option.kind == Kind::code)
      .text("value", option.value)
      .code("code", option.value);
}

View completer_view(const CompleterModel& completer) {
  return braced()
      .text("argument", completer.argument)
      .text("handler", completer.handler)
      .flag("has_values", !completer.values.empty())
      .list("values", texts(completer.values, "value"));
}

/// `method` is the member function of a back end that answers this kind of entry.
View entry_view(const Entry& entry, std::string method) {
  const BackendUse none;
  const BackendUse& backend = entry.backend ? *entry.backend : none;
  return braced()
      .text("name", entry.name)
      .text("title", entry.title)
      .text("description", entry.description)
      .text("annotations", "")
      .text("icons", entry.icons_json)
      .text("meta", entry.meta_json)
      .flag("has_scopes", !entry.scopes.empty())
      .list("scopes", texts(entry.scopes, "scope"))
      .code("timeout", milliseconds(entry.timeout))
      .flag("has_backend", entry.backend.has_value())
      .code("cpp_class", backend.cpp_class)
      .text("variable", backend.variable)
      .text("method", std::move(method))
      .list("options", each(backend.options, option_view))
      .flag("quick", backend.quick)
      .flag("lists", backend.lists)
      .text("handler", entry.handler)
      .text("defaults", "")
      .text("confirm", "")
      .flag("has_completers", !entry.completers.empty())
      .list("completers", each(entry.completers, completer_view));
}

View tool_view(const ToolModel& tool) {
  return entry_view(tool, "call")
      .text("prefix", tool.schema_prefix)
      .text("output", tool.output_schema)
      .text("wrapped", tool.wrapped_output_schema)
      .text("annotations", tool.annotations_json)
      .text("confirm", tool.confirm)
      .text("task", tool.task)
      .flag("public", tool.open)
      .flag("once", tool.once)
      .flag("int64_arguments", tool.int64_arguments)
      .flag("check_output", tool.check_output)
      // A question takes a client's time: no longer quick.
      .flag("quick", tool.backend && tool.backend->quick && tool.confirm.empty())
      .code("concurrency", tool.concurrency == 0 ? std::string() : fmt::format("{}", tool.concurrency))
      .code("rate", tool.rate);
}

View resource_view(const ResourceModel& resource) {
  return entry_view(resource, "read")
      .text("uri", resource.uri)
      .text("mime_type", resource.mime_type)
      .text("annotations", resource.annotations_json)
      .flag("subscribe", resource.subscribe)
      .code("ttl", milliseconds(resource.ttl));
}

View argument_view(const PromptArgumentModel& argument) {
  return View()
      .text("name", argument.name)
      .text("title", argument.title)
      .text("description", argument.description)
      .flag("required", argument.required);
}

View prompt_view(const PromptModel& prompt) {
  return entry_view(prompt, "get")
      .text("defaults", prompt.defaults_json)
      .flag("has_arguments", !prompt.arguments.empty())
      .list("arguments", each(prompt.arguments, argument_view));
}

View skill_view(const SkillModel& skill) {
  return braced()
      .text("variable", skill.variable)
      .text("path", skill.path)
      .text("root", skill.root)
      .text("description", skill.description)
      .text("front_matter", skill.front_matter_json)
      .text("sha256", skill.front_matter_sha256)
      .flag("has_scopes", !skill.scopes.empty())
      .list("scopes", texts(skill.scopes, "scope"));
}

}  // namespace

std::vector<View> tool_views(const Model& model) { return each(model.tools, tool_view); }
std::vector<View> resource_views(const Model& model) { return each(model.resources, resource_view); }
std::vector<View> prompt_views(const Model& model) { return each(model.prompts, prompt_view); }
std::vector<View> skill_views(const Model& model) { return each(model.skills, skill_view); }

}  // namespace mcpgen
