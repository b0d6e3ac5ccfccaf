#include "manifest/read_schema.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

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

bool is_list_at(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  return value && value->is_list();
}

bool is_map_at(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  return value && value->is_map();
}

/// What cannot be meant as fields: `$ref` and its like, `properties` with a map, `enum` with a list …
bool is_certainly_json_schema(const Node& map) {
  const bool dollar = std::any_of(map.members.begin(), map.members.end(), [](const Member& m) {
    return m.key.starts_with('$') && is_schema_keyword(m.key);
  });
  return dollar || is_map_at(map, "properties") || is_list_at(map, "type") || is_list_at(map, "enum") ||
         is_list_at(map, "anyOf") || is_list_at(map, "oneOf") || is_list_at(map, "allOf");
}

/// A property in JSON Schema: `{ type: string, minLength: 1 }`.
bool is_json_schema_property(const Node& map) {
  const Node* type = map.find("type");
  return is_certainly_json_schema(map) || map.find("const") || (type && is_json_schema_type(type->text));
}

class ShapeReader {
 public:
  ShapeReader(Objects objects, Diagnostics& diagnostics) : objects_(objects), diagnostics_(diagnostics) {}

  std::optional<Node> read(const Node& written) {
    if (!written.is_map()) return expand_shorthand(written, diagnostics_);
    if (is_certainly_json_schema(written)) return written;
    // Arguments are always fields, and one may well be named `type`.
    const bool fields = objects_ == Objects::closed || !is_json_schema_property(written);
    return fields ? read_fields(written) : read_json_schema(written, nullptr);
  }

 private:
  std::optional<Node> read_fields(const Node& map) {
    Node properties = Node::make_map(map.place);
    Node required = Node::make_list(map.place);
    bool good = true;
    for (const Member& member : map.members) {
      if (member.key.starts_with('$')) {
        unknown_keyword(
            member, "among fields, `$` begins a keyword",
            fmt::format("a field of that name goes into `{{ type: object, properties: {{ {}: … }} }}`",
                        visible(member.key)));
        good = false;
        continue;
      }
      std::optional<Field> field = read_field(member);
      if (!field || !is_new(properties, *field)) {
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
      return is_json_schema_property(written) ? read_json_schema(written, &field) : read_fields(written);
    }
    if (written.is_null() && written.text != "null") {
      diagnostics_.error("E0203", written.place, fmt::format("`{}` has no type", visible(member.key)))
          .labelled("expected a type such as string or integer")
          .helped(fmt::format("write `{}: string`", visible(member.key)));
      return std::nullopt;
    }
    return expand_shorthand(written, diagnostics_);
  }

  /// JSON Schema, with one more word where it is the type of a field: `required: false`.
  std::optional<Node> read_json_schema(const Node& written, Field* field) {
    Node schema = Node::make_map(written.place);
    bool good = true;
    for (const Member& member : written.members) {
      if (field && member.key == "required" && member.value.is(Node::Kind::boolean)) {
        field->required = field->required && member.value.boolean;
      } else if (is_schema_keyword(member.key)) {
        schema.put(member.key, member.value, member.key_place);
      } else {
        good = false;
        unknown_keyword(member, "`type` beside it makes this map JSON Schema, not fields",
                        "for an object with a field named `type`, write `{ type: object, properties: … }`");
      }
    }
    if (!good) return std::nullopt;
    return schema;
  }

  /// `reason` is why a keyword is expected here, `otherwise` what to do when none was meant.
  void unknown_keyword(const Member& member, std::string reason, std::string otherwise) {
    diagnostics_
        .error("E0226", member.key_place,
               fmt::format("`{}` is no keyword of JSON Schema", visible(member.key)))
        .labelled(std::move(reason))
        .helped(did_you_mean(member.key, schema_keywords(), std::move(otherwise)));
  }

  bool is_new(const Node& properties, const Field& field) {
    const Member* earlier = properties.member(field.name);
    if (!earlier) return true;
    diagnostics_.error("E0302", field.name_place, fmt::format("`{}` is declared twice", visible(field.name)))
        .labelled("second declaration")
        .noted(earlier->key_place, "first declaration")
        .helped("rename or remove one of them");
    return false;
  }

  Objects objects_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Node> read_shape(const Node& written, Objects objects, Diagnostics& diagnostics) {
  return ShapeReader(objects, diagnostics).read(written);
}

}  // namespace mcpgen
