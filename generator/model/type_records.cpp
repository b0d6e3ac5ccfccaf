// The types of a TypeBuilder that are made of others: structs, enumerations, lists, maps, defaults.
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "model/names.h"
#include "model/schema_shape.h"
#include "model/text.h"
#include "model/type_builder.h"

namespace mcpgen {
namespace {

std::string description_of(const SchemaNode& schema) {
  const Node* description = schema.find("description");
  return description != nullptr && description->is_string() ? description->text : std::string();
}

std::string wrapped(std::string_view outer, const CppType& inner) {
  return inner.nullable ? fmt::format("{}std::optional<{}>>", outer, inner.code)
                        : fmt::format("{}{}>", outer, inner.code);
}

/// `T` of `std::vector<T>`; "" for a type that is no `outer`.
std::string held_by(std::string_view outer, const std::string& type) {
  return type.starts_with(outer) ? type.substr(outer.size(), type.size() - outer.size() - 1) : "";
}

std::string integer_literal(std::int64_t value) {
  return value == INT64_MIN ? "std::numeric_limits<std::int64_t>::min()" : fmt::format("{}", value);
}

std::string number_literal(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

/// `name`, or `name_2` and so on when it is taken, which it then is.
std::string distinct(const std::string& name, std::set<std::string>& taken) {
  std::string out = name;
  for (int number = 2; !taken.insert(out).second; ++number) {
    out = fmt::format("{}{}{}", name, name.ends_with('_') ? "" : "_", number);
  }
  return out;
}

/// 5.0 is an integer to a schema.
bool is_exact(double value) { return std::trunc(value) == value && std::fabs(value) < 0x1p63; }

}  // namespace

CppType TypeBuilder::record(const SchemaNode& schema, const std::string& name, const Scheme& scheme,
                            const std::string& comment) {
  const SchemaShape shape = shape_of(schema);
  CppType type{
      .code = name, .declared = name, .record = true, .nullable = shape.nullable, .faithful = shape.plain};
  if (!names_.claim(name, subject_.value, subject_.place)) return type;
  Declaration declaration{.name = name, .comment = comment.empty() ? description_of(schema) : comment};
  if (const Node* properties = schema.find("properties")) {
    const std::set<std::string_view> required = required_of(schema);
    for (const Member& property : properties->members) {
      subject_ = {property.key, property.key_place};
      const bool words = shape_of(property.value).shape == Shape::enumeration;
      const CppType member =
          type_of(property.value, name + type_word(property.key), scheme, Edge::whole,
                  words ? fmt::format("Values of {}::{}.", name, identifier(property.key)) : "");
      require_printable(property.key, property.key_place, diagnostics_);
      declaration.fields.push_back(field(property, required.contains(property.key), member, scheme));
      if (!member.declared.empty()) declaration.uses.push_back(member.declared);
      type.faithful = type.faithful && member.faithful;
    }
  }
  add(std::move(declaration));
  return type;
}

const Node* TypeBuilder::default_of(const SchemaNode& schema, const Scheme& scheme) const {
  constexpr std::size_t kMaxSteps = 64;
  Target at{.schema = &schema, .scheme = scheme};
  for (std::size_t step = 0; at.schema != nullptr && step < kMaxSteps; ++step) {
    if (const Node* value = at.schema->find("default")) return value->is_null() ? nullptr : value;
    at = resolve(reference_of(*at.schema), at.scheme);
  }
  return nullptr;
}

Field TypeBuilder::field(const Member& property, bool required, const CppType& type,
                         const Scheme& scheme) const {
  Field field{.name = property.key, .type = type.code, .comment = description_of(property.value)};
  field.declared = type.declared;
  field.place = property.key_place;
  const Node* fallback = default_of(property.value, scheme);
  if (type.nullable) field.type = fmt::format("std::optional<{}>", type.code);
  if (!required && fallback != nullptr) field.initial = initialiser(*fallback, field.type);
  const bool can_be_absent = !required && field.initial.kind == Initialiser::Kind::none;
  if (!type.nullable && can_be_absent) field.type = fmt::format("std::optional<{}>", type.code);
  field.null_when_empty = required && type.nullable;
  if (field.type == type.code && field.initial.kind == Initialiser::Kind::none)
    field.initial = zero(property.value, type);
  return field;
}

/// What a field of a required scalar holds until it is read: of the numbers that may be there, the one
/// nearest to 0.
Initialiser TypeBuilder::zero(const SchemaNode& schema, const CppType& type) const {
  using Kind = Initialiser::Kind;
  const Declaration* declared = declaration(type.code);
  if (declared != nullptr && declared->is_enum) {
    return {Kind::code, type.code + "::" + declared->enumerators.front().ident};
  }
  if (type.code == "std::int64_t" || type.code == "double") {
    const Node* low = schema.find("minimum");
    const Node* high = schema.find("maximum");
    Initialiser bound;
    if (low != nullptr && low->number > 0) bound = initialiser(*low, type.code);
    if (high != nullptr && high->number < 0) bound = initialiser(*high, type.code);
    return bound.kind == Kind::none ? Initialiser{Kind::code, "0"} : bound;
  }
  if (type.code == "bool") return {Kind::code, "false"};
  return {};
}

CppType TypeBuilder::enumeration(const SchemaNode& schema, const std::string& name,
                                 const std::string& comment) {
  names_.claim(name, subject_.value, subject_.place);
  Declaration declaration{.name = name, .comment = comment.empty() ? description_of(schema) : comment};
  declaration.is_enum = true;
  Scope values("a value", diagnostics_);
  std::set<std::string> taken;
  for (const Node& value : schema.find("enum")->items) {
    require_printable(value.text, value.place, diagnostics_);
    if (!values.claim(value.text, value.text, value.place)) continue;
    declaration.enumerators.push_back({value.text, distinct(enumerator_identifier(value.text), taken)});
  }
  add(std::move(declaration));
  return {.code = name, .declared = name, .faithful = shape_of(schema).plain};
}

CppType TypeBuilder::map(const SchemaNode& schema, const std::string& name, const Scheme& scheme) {
  const SchemaShape shape = shape_of(schema);
  const CppType value = type_of(*schema.find("additionalProperties"), name + "Value", scheme, Edge::whole);
  return {.code = wrapped("std::map<std::string, ", value),
          .declared = value.declared,
          .nullable = shape.nullable,
          .faithful = shape.plain && value.faithful};
}

CppType TypeBuilder::list(const SchemaNode& schema, const std::string& name, const Scheme& scheme) {
  const SchemaShape shape = shape_of(schema);
  const Node* items = schema.find("items");
  CppType item{.code = "mcp::Json", .declared = {}, .faithful = false};
  if (items != nullptr && items->is_map()) item = type_of(*items, name + "Item", scheme, Edge::element);
  return {.code = wrapped("std::vector<", item),
          .declared = item.declared,
          .nullable = shape.nullable,
          .faithful = shape.plain && item.faithful};
}

Initialiser TypeBuilder::initialiser(const Node& value, const std::string& type) const {
  using Kind = Initialiser::Kind;
  if (const std::string held = held_by("std::optional<", type); !held.empty()) {
    if (value.is_null()) return {Kind::code, "std::nullopt"};
    Initialiser made = initialiser(value, held);
    if (made.kind == Kind::list) made.value = held;  // `{}` alone would be no list at all
    return made;
  }
  const Declaration* declared = declaration(type);
  if (declared != nullptr && declared->is_enum) {
    for (const Enumerator& enumerator : declared->enumerators) {
      if (enumerator.text == value.text) return {Kind::code, type + "::" + enumerator.ident};
    }
    return {};
  }
  if (type == "std::string" && value.is_string()) {
    require_printable(value.text, value.place, diagnostics_);
    return {Kind::text, value.text};
  }
  if (type == "std::int64_t" && value.is(Node::Kind::integer)) {
    return {Kind::code, integer_literal(value.integer)};
  }
  if (type == "std::int64_t" && value.is(Node::Kind::number) && is_exact(value.number)) {
    return {Kind::code, integer_literal(static_cast<std::int64_t>(value.number))};
  }
  const bool number = value.is(Node::Kind::integer) || value.is(Node::Kind::number);
  if (type == "double" && number && std::isfinite(value.number)) {
    return {Kind::code, number_literal(value.number)};
  }
  if (type == "bool" && value.is(Node::Kind::boolean)) return {Kind::code, value.boolean ? "true" : "false"};
  if (type == "mcp::Json") return {Kind::json, to_json_text(value)};
  const std::string item = held_by("std::vector<", type);
  if (item.empty() || !value.is_list()) return {};
  Initialiser list{Kind::list};
  for (const Node& element : value.items) {
    list.items.push_back(initialiser(element, item));
    if (list.items.back().kind == Kind::none) return {};
  }
  return list;
}

}  // namespace mcpgen
