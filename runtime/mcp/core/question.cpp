#include <mcp/core/question.h>

#include <stdexcept>
#include <utility>

#include <mcp/core/codec.h>
#include <mcp/json/held_json.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

std::string field_schema(std::string_view type, std::string_view description) {
  std::string schema;
  JsonWriter writer(schema);
  writer.begin_object().key("type").string(type);
  if (!description.empty()) writer.key("description").string(description);
  writer.end_object();
  return schema;
}

Json parse(std::string_view text) {
  auto read = read_json(text);
  if (Json* json = std::get_if<Json>(&read)) return std::move(*json);
  return Json::object();
}

}  // namespace

Form::Form(std::string message) : message_(std::move(message)) {}

Form& Form::text(std::string name, std::string_view description, bool required) {
  return field(std::move(name), field_schema("string", description), required);
}

Form& Form::integer(std::string name, std::string_view description, bool required) {
  return field(std::move(name), field_schema("integer", description), required);
}

Form& Form::number(std::string name, std::string_view description, bool required) {
  return field(std::move(name), field_schema("number", description), required);
}

Form& Form::boolean(std::string name, std::string_view description, bool required) {
  return field(std::move(name), field_schema("boolean", description), required);
}

Form& Form::choice(std::string name, const std::vector<std::string>& values, std::string_view description,
                   bool required) {
  std::string schema;
  JsonWriter writer(schema);
  writer.begin_object().key("type").string("string");
  if (!description.empty()) writer.key("description").string(description);
  write_member(writer, "enum", values);
  writer.end_object();
  return field(std::move(name), schema, required);
}

Form& Form::field(std::string name, std::string_view schema, bool required) {
  // Written again, so that what leaves here is one line of JSON whatever the source looks like.
  const auto read = read_json(schema);
  const Json* json = std::get_if<Json>(&read);
  if (!json || !json->is_object()) {
    throw std::invalid_argument("the schema of the form's field `" + name + "` is not a JSON object");
  }
  fields_.push_back({std::move(name), to_text(*json), required});
  return *this;
}

std::string Form::schema() const {
  std::string schema;
  JsonWriter writer(schema);
  writer.begin_object().key("type").string("object").key("properties").begin_object();
  for (const Field& field : fields_) writer.key(field.name).raw(field.schema);
  writer.end_object().key("required").begin_array();
  for (const Field& field : fields_) {
    if (field.required) writer.string(field.name);
  }
  writer.end_array().end_object();
  return schema;
}

Json Answer::json() const { return parse(content); }

std::string Answer::text(std::string_view field) const {
  const HeldJson fields = json();
  const Json* value = find_member(fields, field);
  if (!value) return {};
  return value->is_string() ? value->get<std::string>() : to_text(*value);
}

std::optional<double> Answer::number(std::string_view field) const {
  const HeldJson fields = json();
  const Json* value = find_member(fields, field);
  if (!value || !value->is_number()) return std::nullopt;
  return value->get<double>();
}

std::optional<bool> Answer::boolean(std::string_view field) const {
  const HeldJson fields = json();
  const Json* value = find_member(fields, field);
  if (!value || !value->is_boolean()) return std::nullopt;
  return value->get<bool>();
}

}  // namespace mcp
