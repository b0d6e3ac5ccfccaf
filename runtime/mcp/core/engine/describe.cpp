#include <mcp/core/engine/describe.h>

#include <mcp/core/engine/client_capabilities.h>

namespace mcp {
namespace {

void text_member(JsonWriter& writer, std::string_view key, std::string_view text, bool wanted = true) {
  if (wanted && !text.empty()) writer.key(key).string(text);
}

void raw_member(JsonWriter& writer, std::string_view key, std::string_view json, bool wanted = true) {
  if (wanted && !json.empty()) writer.key(key).raw(json);
}

void list_capability(JsonWriter& writer, std::string_view name, bool subscribe) {
  writer.key(name).begin_object();
  if (subscribe) writer.key("subscribe").boolean(true);
  writer.key("listChanged").boolean(true).end_object();
}

}  // namespace

void describe(JsonWriter& writer, const Tool& tool, const Revision& revision) {
  writer.begin_object().key("name").string(tool.name);
  text_member(writer, "title", tool.title, revision.titles);
  text_member(writer, "description", tool.description);
  writer.key("inputSchema")
      .raw(tool.input_schema_json.empty() ? R"({"type":"object"})" : tool.input_schema_json);
  const bool wrapped = !revision.any_output && !tool.wrapped_output_schema_json.empty();
  raw_member(writer, "outputSchema", wrapped ? tool.wrapped_output_schema_json : tool.output_schema_json,
             revision.structured_output);
  raw_member(writer, "annotations", tool.annotations_json, revision.tool_annotations);
  raw_member(writer, "icons", tool.icons_json, revision.icons);
  raw_member(writer, "_meta", tool.meta_json, revision.meta);
  writer.end_object();
}

void describe(JsonWriter& writer, const Resource& resource, bool is_template, const Revision& revision) {
  writer.begin_object().key(is_template ? "uriTemplate" : "uri").string(resource.uri);
  writer.key("name").string(resource.name);
  text_member(writer, "title", resource.title, revision.titles);
  text_member(writer, "description", resource.description);
  text_member(writer, "mimeType", resource.mime_type);
  raw_member(writer, "annotations", resource.annotations_json);
  raw_member(writer, "icons", resource.icons_json, revision.icons);
  raw_member(writer, "_meta", resource.meta_json, revision.meta);
  writer.end_object();
}

void describe(JsonWriter& writer, const Resource::Listed& listed) {
  writer.begin_object().key("uri").string(listed.uri).key("name").string(listed.name);
  text_member(writer, "description", listed.description);
  text_member(writer, "mimeType", listed.mime_type);
  writer.end_object();
}

void describe(JsonWriter& writer, const Prompt& prompt, const Revision& revision) {
  writer.begin_object().key("name").string(prompt.name);
  text_member(writer, "title", prompt.title, revision.titles);
  text_member(writer, "description", prompt.description);
  if (!prompt.arguments.empty()) {
    writer.key("arguments").begin_array();
    for (const PromptArgument& argument : prompt.arguments) {
      writer.begin_object().key("name").string(argument.name);
      text_member(writer, "title", argument.title, revision.titles);
      text_member(writer, "description", argument.description);
      writer.key("required").boolean(argument.required).end_object();
    }
    writer.end_array();
  }
  raw_member(writer, "icons", prompt.icons_json, revision.icons);
  raw_member(writer, "_meta", prompt.meta_json, revision.meta);
  writer.end_object();
}

void describe(JsonWriter& writer, const ServerInfo& info, const Revision& revision) {
  writer.begin_object().key("name").string(info.name).key("version").string(info.version);
  text_member(writer, "title", info.title, revision.titles);
  text_member(writer, "description", info.description, revision.icons);
  text_member(writer, "websiteUrl", info.website_url, revision.icons);
  raw_member(writer, "icons", info.icons_json, revision.icons);
  writer.end_object();
}

void describe_capabilities(JsonWriter& writer, const Registry& registry, const Revision& revision) {
  writer.begin_object();
  if (!registry.tools().empty()) list_capability(writer, "tools", false);
  if (!registry.resources().empty()) list_capability(writer, "resources", registry.has_subscriptions());
  if (!registry.prompts().empty()) list_capability(writer, "prompts", false);
  if (registry.has_completers() && revision.completions_capability)
    writer.key("completions").begin_object().end_object();
  writer.key("logging").begin_object().end_object();
  if (revision.modern() && (registry.has_tasks() || !registry.skills().empty())) {
    writer.key("extensions").begin_object();
    if (registry.has_tasks()) writer.key(kTasksExtension).begin_object().end_object();
    if (!registry.skills().empty())
      writer.key(kSkillsExtension).begin_object().key("directoryRead").boolean(true).end_object();
    writer.end_object();
  }
  writer.end_object();
}

}  // namespace mcp
