#include <mcp/core/template/json_template.h>

#include <utility>
#include <variant>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcp {

JsonTemplate::JsonTemplate(std::string_view json_text) {
  const auto read = read_json(json_text);
  if (const Json* json = std::get_if<Json>(&read)) {
    add_value(*json, nullptr);
  } else {
    problems_.push_back("not JSON: " + std::get<JsonFault>(read).message);
  }
}

JsonTemplate::Step& JsonTemplate::add_step(Step::Kind kind, const std::string* key) {
  Step& step = steps_.emplace_back();
  step.kind = kind;
  step.member = key != nullptr;
  if (key) step.key = *key;
  return step;
}

void JsonTemplate::add_value(const Json& value, const std::string* key) {
  if (value.is_object()) {
    add_step(Step::Kind::begin_object, key);
    for (auto member = value.begin(); member != value.end(); ++member)
      add_value(member.value(), &member.key());
    add_step(Step::Kind::end_object, nullptr);
  } else if (value.is_array()) {
    add_step(Step::Kind::begin_array, key);
    for (const Json& item : value) add_value(item, nullptr);
    add_step(Step::Kind::end_array, nullptr);
  } else if (value.is_string()) {
    add_string(value.get_ref<const std::string&>(), key);
  } else {
    add_step(Step::Kind::literal, key).literal = to_text(value);
  }
}

void JsonTemplate::add_string(const std::string& source, const std::string* key) {
  TextTemplate text(source);
  problems_.insert(problems_.end(), text.problems().begin(), text.problems().end());
  if (const std::string* name = text.only_argument()) {
    add_step(Step::Kind::argument, key).literal = *name;
  } else if (const std::string* constant = text.constant()) {
    JsonWriter(add_step(Step::Kind::literal, key).literal).string(*constant);
  } else {
    add_step(Step::Kind::text, key).text = std::move(text);
  }
}

std::string JsonTemplate::render(const Json& arguments) const {
  std::string out;
  JsonWriter writer(out);
  for (const Step& step : steps_) write(writer, step, arguments);
  if (out.empty()) writer.null();
  return out;
}

void JsonTemplate::write(JsonWriter& writer, const Step& step, const Json& arguments) {
  const Json* argument = step.kind == Step::Kind::argument ? find_argument(arguments, step.literal) : nullptr;
  if (step.kind == Step::Kind::argument && !argument) return;
  if (step.member) writer.key(step.key);
  switch (step.kind) {
    case Step::Kind::begin_object:
      writer.begin_object();
      break;
    case Step::Kind::end_object:
      writer.end_object();
      break;
    case Step::Kind::begin_array:
      writer.begin_array();
      break;
    case Step::Kind::end_array:
      writer.end_array();
      break;
    case Step::Kind::literal:
      writer.raw(step.literal);
      break;
    case Step::Kind::text:
      writer.string(step.text.render(arguments));
      break;
    case Step::Kind::argument:
      writer.value(*argument);
      break;
  }
}

}  // namespace mcp
