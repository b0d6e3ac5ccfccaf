#include <mcp/core/engine/sampling.h>

#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include <mcp/core/codec.h>
#include <mcp/core/members.h>
#include <mcp/json/held_json.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

Error broken(std::string what) { return {Error::Code::internal, "a sample request is broken: " + what}; }

/// What is wrong with it, "" for nothing.
std::string range_problem(const SampleRequest& request) {
  if (request.max_tokens <= 0) return "`max_tokens` must be positive";
  if (request.temperature && !(std::isfinite(*request.temperature) && *request.temperature >= 0))
    return "`temperature` must not be negative";
  const ModelPreferences& model = request.model;
  for (const auto& priority : {model.cost, model.speed, model.intelligence})
    if (priority && !(*priority >= 0 && *priority <= 1)) return "a priority of `model` is from 0 to 1";
  return {};
}

/// Text that a handler made is read before it is sent: a slip in it must not break the frame.
Result<HeldJson> read_part(std::string_view name, const std::string& text, bool array) {
  auto document = read_json(text, kOwnText);
  Json* part = std::get_if<Json>(&document);
  if (part == nullptr || (array ? !part->is_array() : !part->is_object()))
    return broken("`" + std::string(name) + "` is no JSON " + (array ? "array" : "object"));
  return std::move(*part);
}

void write_prompt(JsonWriter& writer, std::string_view prompt) {
  writer.begin_array().begin_object().key("role").string("user").key("content").begin_object();
  writer.key("type").string("text").key("text").string(prompt);
  writer.end_object().end_object().end_array();
}

void write_preferences(JsonWriter& writer, const ModelPreferences& model) {
  if (model.hints.empty() && !model.cost && !model.speed && !model.intelligence) return;
  writer.key("modelPreferences").begin_object();
  if (!model.hints.empty()) {
    writer.key("hints").begin_array();
    for (const std::string& hint : model.hints) writer.begin_object().key("name").string(hint).end_object();
    writer.end_array();
  }
  write_member(writer, "costPriority", model.cost);
  write_member(writer, "speedPriority", model.speed);
  write_member(writer, "intelligencePriority", model.intelligence);
  writer.end_object();
}

void write_context(JsonWriter& writer, SampleRequest::Include include) {
  if (include == SampleRequest::Include::nothing) return;
  writer.key("includeContext")
      .string(include == SampleRequest::Include::this_server ? "thisServer" : "allServers");
}

void write_tool_choice(JsonWriter& writer, SampleRequest::ToolChoice choice) {
  if (choice == SampleRequest::ToolChoice::automatic) return;
  const std::string_view mode = choice == SampleRequest::ToolChoice::required ? "required" : "none";
  writer.key("toolChoice").begin_object().key("mode").string(mode).end_object();
}

std::string text_of_member(const Json& object, std::string_view name) {
  const std::string* text = find_text(object, name);
  return text == nullptr ? std::string() : *text;
}

void add_block(const Json& block, Sample& sample) {
  sample.text += text_of_member(block, "text");
  if (text_of_member(block, "type") != "tool_use") return;
  const Json* input = find_member(block, "input");
  sample.tool_uses.push_back({.id = text_of_member(block, "id"),
                              .name = text_of_member(block, "name"),
                              .input = input == nullptr ? "{}" : to_text(*input)});
}

}  // namespace

Result<std::string> sampling_params(const SampleRequest& request, const ClientCapabilities& client) {
  if (std::string problem = range_problem(request); !problem.empty()) return broken(std::move(problem));
  std::string params;
  JsonWriter writer(params);
  writer.begin_object().key("messages");
  if (request.messages.empty()) {
    write_prompt(writer, request.prompt);
  } else {
    const auto messages = read_part("messages", request.messages, true);
    if (!messages) return messages.error();
    writer.value(*messages);
  }
  write_preferences(writer, request.model);
  if (!request.system_prompt.empty()) writer.key("systemPrompt").string(request.system_prompt);
  if (client.sampling_context) write_context(writer, request.include_context);
  write_member(writer, "temperature", request.temperature);
  writer.key("maxTokens").integer(request.max_tokens);
  if (!request.stop_sequences.empty()) write_member(writer, "stopSequences", request.stop_sequences);
  if (!request.metadata.empty()) {
    const auto metadata = read_part("metadata", request.metadata, false);
    if (!metadata) return metadata.error();
    writer.key("metadata").value(*metadata);
  }
  if (!request.tools.empty()) {
    const auto tools = read_part("tools", request.tools, true);
    if (!tools) return tools.error();
    writer.key("tools").value(*tools);
    write_tool_choice(writer, request.tool_choice);
  }
  writer.end_object();
  return params;
}

std::string sample_misfit(const Json& answer) {
  const Json* content = find_member(answer, "content");
  const bool good = content != nullptr && (content->is_object() || content->is_array());
  return good && !text_of_member(answer, "role").empty() ? "" : "role and content are missing";
}

Sample to_sample(const Json& answer) {
  const Json& content = answer.at("content");
  Sample sample{.role = text_of_member(answer, "role"),
                .content = to_text(content),
                .model = text_of_member(answer, "model"),
                .stop_reason = text_of_member(answer, "stopReason")};
  if (content.is_object()) {
    add_block(content, sample);
  } else {
    for (const Json& block : content) add_block(block, sample);
  }
  return sample;
}

}  // namespace mcp
