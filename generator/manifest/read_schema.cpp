#include "manifest/read_schema.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "document/key_index.h"
#include "manifest/named_checks.h"
#include "manifest/schema_keywords.h"
#include "manifest/shorthand/shorthand.h"
#include "support/text.h"

namespace mcpgen {
namespace {

struct Field {
  std::string name;
  Place name_place;
  Node schema;
  bool required = true;
};

/// What no field can be, so that its key is a keyword: a field's type is text or a map, and none is called
/// `$ref` or `additionalProperties`.
bool is_certainly_keyword(const Member& member) {
  if (!is_schema_keyword(member.key)) return false;
  if (member.key.starts_with('$')) return true;
  const bool has_capital = std::ranges::any_of(member.key, [](char c) { return c >= 'A' && c <= 'Z'; });
  switch (member.value.kind) {
    case Node::Kind::list:
    case Node::Kind::boolean:
    case Node::Kind::integer:
    case Node::Kind::number:
      return true;
    case Node::Kind::map:
      return member.key == "properties" || (has_capital && holds_schemas(member.key));
    default:
      return false;
  }
}

/// The first member that makes a map JSON Schema, whatever is expected there; nullptr for none.
const Member* certain_keyword(const Node& map) {
  const auto found = std::ranges::find_if(map.members, is_certainly_keyword);
  return found == map.members.end() ? nullptr : &*found;
}

/// A property in JSON Schema: `{ type: string, minLength: 1 }`.
const Member* keyword_of_property(const Node& map) {
  if (const Member* certain = certain_keyword(map)) return certain;
  if (const Member* constant = map.member("const")) return constant;
  const Member* type = map.member("type");
  return type && is_json_schema_type(type->value.text) ? type : nullptr;
}

/// The arguments in JSON Schema, though a field may well be called `type`: `{ type: object, title: All }`.
const Member* keyword_of_arguments(const Node& map) {
  if (const Member* certain = certain_keyword(map)) return certain;
  const Member* type = map.member("type");
  const bool keywords_only =
      std::ranges::all_of(map.members, [](const Member& m) { return is_schema_keyword(m.key); });
  return type && type->value.text == "object" && keywords_only ? type : nullptr;
}

void take_texts(Node& schema) {
  for (const std::string_view key : {"title", "description", "$comment"}) {
    if (Node* text = schema.find(key)) text->take_as_text();
  }
  change_inner_schemas(schema, take_texts);
}

class ShapeReader {
 public:
  ShapeReader(Objects objects, Diagnostics& diagnostics) : objects_(objects), diagnostics_(diagnostics) {}

  std::optional<Node> read(const Node& written) {
    if (!written.is_map()) return expand_shorthand(written, diagnostics_);
    const Member* keyword =
        objects_ == Objects::closed ? keyword_of_arguments(written) : keyword_of_property(written);
    return keyword ? read_json_schema(written, *keyword, nullptr) : read_fields(written);
  }

 private:
  std::optional<Node> read_fields(const Node& map) {
    Node properties = Node::make_map(map.place);
    Node required = Node::make_list(map.place);
    KeyIndex known(properties);
    bool good = true;
    for (const Member& member : map.members) {
      if (member.key.starts_with('$')) {
        unknown_keyword(
            member, "among fields, `$` begins a keyword",
            did_you_mean(
                member.key, schema_keywords(),
                fmt::format("a field of that name goes into `{{ type: object, properties: {{ {}: … }} }}`",
                            visible(member.key))));
        good = false;
        continue;
      }
      std::optional<Field> field = read_field(member);
      if (!field || !is_new(properties, known, *field)) {
        good = false;
        continue;
      }
      if (field->required) required.items.push_back(Node::make_string(field->name, field->name_place));
      properties.put(field->name, std::move(field->schema), field->name_place);
    }
    if (!good) return std::nullopt;
    Node schema = Node::make_map(map.place);
    schema.put("type", Node::make_string("object", map.place));
    if (!properties.members.empty()) schema.put("properties", std::move(properties));
    if (!required.items.empty()) schema.put("required", std::move(required));
    if (objects_ == Objects::closed) schema.put("additionalProperties", Node::make_boolean(false, map.place));
    return schema;
  }

  std::optional<Field> read_field(const Member& member) {
    Field field;
    field.name = member.key;
    field.name_place = member.key_place;
    if (field.name.ends_with('?')) {
      field.name.pop_back();
      field.required = false;
    }
    const NamedCheck& rule = *find_named_check("argument-name");
    if (!check_text_rule(rule, field.name, member.key_place, diagnostics_)) return std::nullopt;
    std::optional<Node> schema = read_type(member, field);
    if (!schema) return std::nullopt;
    field.schema = std::move(*schema);
    if (field.schema.find("default")) field.required = false;
    return field;
  }

  std::optional<Node> read_type(const Member& member, Field& field) {
    const Node& written = member.value;
    if (written.is_map()) {
      const Member* keyword = keyword_of_property(written);
      return keyword ? read_json_schema(written, *keyword, &field) : read_fields(written);
    }
    if (written.is_list()) {
      diagnostics_
          .error("E0203", written.place, fmt::format("`{}` must be text or a map", visible(member.key)))
          .labelled("this is a list")
          .helped("a list of texts is `string[]`, a choice of words `a | b`");
      return std::nullopt;
    }
    if (written.is_null() && written.text != "null") {
      diagnostics_.error("E0203", written.place, fmt::format("`{}` has no type", visible(member.key)))
          .labelled("expected a type such as string or integer")
          .helped(fmt::format("write `{}: string`", visible(member.key)));
      return std::nullopt;
    }
    return expand_shorthand(written, diagnostics_);
  }

  /// JSON Schema, as `keyword` shows, with one more word where it is the type of a field: `required: false`.
  std::optional<Node> read_json_schema(const Node& written, const Member& keyword, Field* field) {
    Node schema = Node::make_map(written.place);
    bool good = true;
    for (const Member& member : written.members) {
      if (field && member.key == "required" && member.value.is(Node::Kind::boolean)) {
        field->required = field->required && member.value.boolean;
      } else if (is_schema_keyword(member.key)) {
        schema.put(member.key, member.value, member.key_place);
      } else {
        good = false;
        unknown_keyword(
            member,
            fmt::format("`{}` beside it makes this map JSON Schema, not fields", visible(keyword.key)),
            help_for(member, written, keyword));
      }
    }
    if (!good) return std::nullopt;
    return schema;
  }

  /// What to do about a member of `map` that is no keyword, though `keyword` is.
  static std::string help_for(const Member& member, const Node& map, const Member& keyword) {
    if (keyword.key == "required" && !map.find("type") && !map.find("properties"))
      return "leave `required` out: a field is required unless its name ends in `?` or it has a default";
    std::vector<std::string> words = schema_keywords();
    std::erase_if(words, [](const std::string& word) { return word.starts_with('$'); });
    return did_you_mean(
        member.key, words,
        fmt::format("for an object with a field named `{}`, write `{{ type: object, properties: … }}`",
                    visible(keyword.key)));
  }

  /// `reason` is why a keyword is expected here.
  void unknown_keyword(const Member& member, std::string reason, std::string help) {
    diagnostics_
        .error("E0226", member.key_place,
               fmt::format("`{}` is no keyword of JSON Schema", visible(member.key)))
        .labelled(std::move(reason))
        .helped(std::move(help));
  }

  bool is_new(const Node& properties, KeyIndex& known, const Field& field) {
    const std::size_t at = known.find(field.name);
    if (at == KeyIndex::kNone) return true;
    diagnostics_.error("E0302", field.name_place, fmt::format("`{}` is declared twice", visible(field.name)))
        .labelled("second declaration")
        .noted(properties.members[at].key_place, "first declaration")
        .helped("rename or remove one of them");
    return false;
  }

  Objects objects_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Node> read_shape(const Node& written, Objects objects, Diagnostics& diagnostics) {
  std::optional<Node> schema = ShapeReader(objects, diagnostics).read(written);
  if (schema) take_texts(*schema);
  return schema;
}

Node read_json_schema(Node written) {
  take_texts(written);
  return written;
}

}  // namespace mcpgen
