#include "openapi.h"

#include <algorithm>
#include <array>
#include <variant>

#include <mcp/core/authenticator.h>
#include <mcp/core/engine/registry.h>
#include <mcp/core/engine/server_impl.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcp::http {
namespace {

/// Callers with so many different sets of rights have theirs at hand.
constexpr std::size_t kKeptTexts = 16;

/// Names with a dot are those of tools.
constexpr std::string_view kContent = R"({"type":"object","required":["content"],"properties":{"content":{
"type":"array","description":"Content blocks as MCP has them","items":{"type":"object","required":["type"],
"properties":{"type":{"type":"string"}}}}}})";
constexpr std::string_view kProblem =
    R"({"type":"object","description":"RFC 9457","required":["title","status",
"detail"],"properties":{"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},
"errors":{"type":"array","description":"Arguments that do not fit","items":{"type":"object","required":["pointer",
"detail"],"properties":{"pointer":{"type":"string","description":"JSON Pointer into the body"},"detail":{"type":"string"}}}}}})";

/// Values of these are data, whatever they look like.
bool holds_data(std::string_view keyword) {
  constexpr std::array<std::string_view, 4> kData{"const", "default", "enum", "examples"};
  return std::ranges::find(kData, keyword) != kData.end();
}

/// Members of these have names of the author's, not of JSON Schema.
bool holds_named_schemas(std::string_view keyword) {
  constexpr std::array<std::string_view, 5> kNamed{"$defs", "definitions", "dependentSchemas",
                                                   "patternProperties", "properties"};
  return std::ranges::find(kNamed, keyword) != kNamed.end();
}

void move_references(Json& schema, const std::string& to);

void move_within(Json& schemas, const std::string& to) {
  for (Json& schema : schemas) move_references(schema, to);
}

/// `#/…` and `#` of a schema that now stands at `to` in the document. One with an `$id` of its own is a
/// document by itself, wherever it stands.
void move_references(Json& schema, const std::string& to) {
  if (schema.is_array()) return move_within(schema, to);
  if (!schema.is_object() || schema.contains("$id")) return;
  for (auto& [keyword, value] : schema.items()) {
    if ((keyword == "$ref" || keyword == "$dynamicRef") && value.is_string()) {
      auto& reference = value.get_ref<std::string&>();
      if (reference == "#" || reference.starts_with("#/")) reference.replace(0, 1, to);
    } else if (holds_named_schemas(keyword)) {
      move_within(value, to);
    } else if (!holds_data(keyword)) {
      move_references(value, to);
    }
  }
}

Json own(std::string_view text) { return std::get<Json>(read_json(text, kOwnText)); }

std::string name(const Tool& tool, std::string_view part) {
  return std::string(tool.name).append(".").append(part);
}

void write_text(JsonWriter& writer, std::string_view key, std::string_view text) {
  if (!text.empty()) writer.key(key).string(text);
}

std::string info_text(const ServerInfo& info) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_object().key("title").string(info.title.empty() ? info.name : info.title);
  write_text(writer, "description", info.description);
  writer.key("version").string(info.version).end_object();
  return text;
}

void write_content(JsonWriter& writer, std::string_view type, const std::string& schema) {
  writer.key("content").begin_object().key(type).begin_object().key("schema").begin_object();
  writer.key("$ref").string("#/components/schemas/" + schema);
  writer.end_object().end_object().end_object();
}

void write_response(JsonWriter& writer, std::string_view status, std::string_view description,
                    std::string_view type, const std::string& schema) {
  writer.key(status).begin_object().key("description").string(description);
  write_content(writer, type, schema);
  writer.end_object();
}

std::string path_text(const Tool& tool) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_object().key("post").begin_object();
  writer.key("operationId").string(tool.name);
  write_text(writer, "summary", tool.title);
  write_text(writer, "description", tool.description);
  writer.key("requestBody").begin_object().key("required").boolean(true);
  write_content(writer, "application/json", name(tool, "input"));
  writer.end_object().key("responses").begin_object();
  const bool structured = !tool.output_schema_json.empty();
  write_response(writer, "200", structured ? "The output of the tool" : "What the tool says",
                 "application/json", structured ? name(tool, "output") : "Content");
  write_response(writer, "default", "Why there is none", "application/problem+json", "Problem");
  writer.end_object().end_object().end_object();
  return text;
}

/// `text` as it stands in the document under `key`.
std::string schema_text(const std::string& key, std::string_view text) {
  Json schema = own(text);
  move_references(schema, "#/components/schemas/" + key);
  return to_text(schema);
}

std::string input_text(const Tool& tool) {
  const std::string_view schema = tool.input_schema_json;
  return schema_text(name(tool, "input"), schema.empty() ? R"({"type":"object"})" : schema);
}

std::string output_text(const Tool& tool) {
  return tool.output_schema_json.empty() ? "" : schema_text(name(tool, "output"), tool.output_schema_json);
}

}  // namespace

OpenApi::OpenApi(const Server& server) : info_(info_text(server.info())) {
  const Registry& registry = server.impl().registry;
  for (const auto& entry : registry.tools()) {
    const Tool& tool = entry->tool;
    parts_.push_back({tool, path_text(tool), input_text(tool), output_text(tool)});
  }
}

std::string OpenApi::text_for(const Principal& caller) const {
  Shown shown;
  shown.reserve(parts_.size());
  for (const Part& part : parts_)
    shown.push_back(authorize(caller, part.tool.scopes, part.tool.open).has_value());
  return *text_of(shown);
}

OpenApi::Text OpenApi::text_of(const Shown& shown) const {
  {
    const std::lock_guard lock(mutex_);
    const auto known = texts_.find(shown);
    if (known != texts_.end()) return known->second;
  }
  const auto text = std::make_shared<const std::string>(written(shown));
  const std::lock_guard lock(mutex_);
  if (texts_.size() >= kKeptTexts) texts_.clear();
  texts_.emplace(shown, text);
  return text;
}

std::string OpenApi::written(const Shown& which) const {
  std::vector<const Part*> shown;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (which[i]) shown.push_back(&parts_[i]);
  }
  std::string text;
  JsonWriter writer(text);
  writer.begin_object().key("openapi").string("3.1.0").key("info").raw(info_);
  writer.key("jsonSchemaDialect").string("https://json-schema.org/draft/2020-12/schema");
  writer.key("paths").begin_object();
  for (const Part* part : shown) writer.key(std::string(kToolsPath).append(part->tool.name)).raw(part->path);
  writer.end_object().key("components").begin_object().key("schemas").begin_object();
  writer.key("Content").raw(kContent).key("Problem").raw(kProblem);
  for (const Part* part : shown) {
    writer.key(name(part->tool, "input")).raw(part->input);
    if (!part->output.empty()) writer.key(name(part->tool, "output")).raw(part->output);
  }
  writer.end_object().end_object().end_object();
  return text;
}

}  // namespace mcp::http
