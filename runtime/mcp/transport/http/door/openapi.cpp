#include "openapi.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include <mcp/core/engine/registry.h>
#include <mcp/core/engine/server_impl.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcp::http {
namespace {

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

class Document {
 public:
  explicit Document(const Server& server) : info_(server.info()), tools_(server.impl().registry.tools()) {}

  std::string write() {
    writer_.begin_object().key("openapi").string("3.1.0");
    write_info();
    writer_.key("jsonSchemaDialect").string("https://json-schema.org/draft/2020-12/schema");
    writer_.key("paths").begin_object();
    for (const auto& entry : tools_) write_path(entry->tool);
    writer_.end_object().key("components").begin_object().key("schemas").begin_object();
    writer_.key("Content").value(own(kContent)).key("Problem").value(own(kProblem));
    for (const auto& entry : tools_) write_schemas(entry->tool);
    writer_.end_object().end_object().end_object();
    return std::move(text_);
  }

 private:
  static std::string name(const Tool& tool, std::string_view part) {
    return std::string(tool.name).append(".").append(part);
  }

  static Json own(std::string_view text) { return std::get<Json>(read_json(text, kOwnText)); }

  void write_text(std::string_view key, std::string_view text) {
    if (!text.empty()) writer_.key(key).string(text);
  }

  void write_info() {
    writer_.key("info").begin_object().key("title").string(info_.title.empty() ? info_.name : info_.title);
    write_text("description", info_.description);
    writer_.key("version").string(info_.version).end_object();
  }

  void write_path(const Tool& tool) {
    writer_.key(std::string(kToolsPath).append(tool.name)).begin_object().key("post").begin_object();
    writer_.key("operationId").string(tool.name);
    write_text("summary", tool.title);
    write_text("description", tool.description);
    writer_.key("requestBody").begin_object().key("required").boolean(true);
    write_content("application/json", name(tool, "input"));
    writer_.end_object().key("responses").begin_object();
    const bool structured = !tool.output_schema_json.empty();
    write_response("200", structured ? "The output of the tool" : "What the tool says", "application/json",
                   structured ? name(tool, "output") : "Content");
    write_response("default", "Why there is none", "application/problem+json", "Problem");
    writer_.end_object().end_object().end_object();
  }

  void write_response(std::string_view status, std::string_view description, std::string_view type,
                      const std::string& schema) {
    writer_.key(status).begin_object().key("description").string(description);
    write_content(type, schema);
    writer_.end_object();
  }

  void write_content(std::string_view type, const std::string& schema) {
    writer_.key("content").begin_object().key(type).begin_object().key("schema").begin_object();
    writer_.key("$ref").string("#/components/schemas/" + schema);
    writer_.end_object().end_object().end_object();
  }

  void write_schemas(const Tool& tool) {
    write_schema(name(tool, "input"),
                 tool.input_schema_json.empty() ? R"({"type":"object"})" : tool.input_schema_json);
    if (!tool.output_schema_json.empty()) write_schema(name(tool, "output"), tool.output_schema_json);
  }

  void write_schema(const std::string& key, std::string_view text) {
    Json schema = own(text);
    move_references(schema, "#/components/schemas/" + key);
    writer_.key(key).value(schema);
  }

  const ServerInfo& info_;
  const std::vector<std::unique_ptr<const ToolEntry>>& tools_;
  std::string text_{};
  JsonWriter writer_{text_};
};

}  // namespace

std::string openapi(const Server& server) { return Document(server).write(); }

}  // namespace mcp::http
