#include "manifest/check_schema.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <mcp/json/json.h>
#include <mcp/pattern/pattern.h>
#include <mcp/schema/schema.h>

#include "manifest/json_node.h"
#include "manifest/schema_keywords.h"
#include "manifest/shape_match.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::schema::Schema;
using mcp::schema::SchemaFault;

constexpr std::string_view kTypeReference = "#/types/";
constexpr std::string_view kTypeUri = "mcpgen:types/";
constexpr std::string_view kWholeUri = "mcpgen:schema";

struct Bounds {
  std::string_view low;
  std::string_view high;
};
constexpr std::array kBounds{Bounds{"minimum", "maximum"}, Bounds{"minLength", "maxLength"},
                             Bounds{"minItems", "maxItems"}, Bounds{"minProperties", "maxProperties"},
                             Bounds{"minContains", "maxContains"}};

/// What clients are told and nothing is checked by.
struct Annotation {
  std::string_view keyword;
  Node::Kind kind;
};
constexpr std::array kAnnotations{
    Annotation{"title", Node::Kind::string},       Annotation{"description", Node::Kind::string},
    Annotation{"$comment", Node::Kind::string},    Annotation{"examples", Node::Kind::list},
    Annotation{"deprecated", Node::Kind::boolean}, Annotation{"readOnly", Node::Kind::boolean},
    Annotation{"writeOnly", Node::Kind::boolean}};

/// References to named types become references to documents of their own.
void move_references(Node& schema) {
  Node* reference = schema.find("$ref");
  if (reference && reference->is_string() && reference->text.starts_with(kTypeReference)) {
    reference->text.replace(0, kTypeReference.size(), kTypeUri);
  }
  change_inner_schemas(schema, move_references);
}

mcp::Json schema_json(const Node& schema) {
  Node moved = schema;
  move_references(moved);
  return to_json(moved);
}

/// "`pattern` is not a regular expression": the keyword and what is wrong with it.
std::string said(const SchemaFault& fault) {
  const std::string keyword = fault.pointer.substr(fault.pointer.rfind('/') + 1);
  return keyword.empty() ? fault.message : fmt::format("`{}` {}", visible(keyword), fault.message);
}

bool is_known_dialect(std::string_view uri) {
  if (uri.ends_with('#')) uri.remove_suffix(1);
  return uri == "https://json-schema.org/draft/2020-12/schema" ||
         uri == "http://json-schema.org/draft-07/schema" || uri == "https://json-schema.org/draft-07/schema";
}

}  // namespace

struct SchemaChecker::Impl {
  const std::vector<TypeEntry>& types;
  Diagnostics& diagnostics;
  std::map<std::string, mcp::Json, std::less<>> type_json{};
  mcp::schema::PatternCompiler patterns = mcp::pcre2_patterns();

  void check(const Node& schema) {
    if (is_usable(schema)) check_data(schema);
  }

  /// Whether the schema itself is without fault.
  bool is_usable(const Node& schema) {
    const std::size_t findings = diagnostics.all().size();
    walk_schema(schema, [&](const Node& part, const std::string& pointer) {
      check_dialect(part, pointer);
      check_references(part);
      check_type_names(part);
      check_bounds(part);
      check_annotations(part);
    });
    return diagnostics.all().size() == findings && compile(schema);
  }

  /// Each type by itself, while the others are any value; then what is given as its data. One at fault
  /// stays any value, so that its users are not reported as well.
  void check_types() {
    std::vector<const TypeEntry*> usable;
    for (const TypeEntry& type : types) type_json.emplace(type.name.value, mcp::Json::object());
    for (const TypeEntry& type : types) {
      check_movable(type.schema);
      if (is_usable(type.schema)) usable.push_back(&type);
    }
    for (const TypeEntry* type : usable) type_json[type->name.value] = schema_json(type->schema);
    for (const TypeEntry* type : usable) check_data(type->schema);
  }

  /// A type stands inside the schemas that use it: what names a whole document has no meaning there.
  void check_movable(const Node& type) {
    walk_schema(type, [&](const Node& part, const std::string&) {
      for (const std::string_view key : {"$id", "$dynamicRef", "$dynamicAnchor"}) {
        const Member* member = part.member(key);
        if (!member) continue;
        diagnostics.error("E0222", member->key_place, fmt::format("a type cannot have `{}`", key))
            .labelled("the type stands inside other schemas, where this would mean something else")
            .helped("refer to parts of the type with `$ref` and a pointer, like `#/$defs/part`");
      }
    });
  }

  void check_dialect(const Node& part, const std::string& pointer) {
    const Member* dialect = part.member("$schema");
    if (dialect && !is_known_dialect(dialect->value.text)) {
      diagnostics
          .error("E0221", dialect->value.place,
                 fmt::format("unknown schema dialect `{}`", visible(dialect->value.text)))
          .labelled("expected JSON Schema 2020-12 or draft 7")
          .helped("remove `$schema`: 2020-12 is what MCP takes for granted");
    }
    const Member* id = part.member("$id");
    if (id && !pointer.empty()) {
      diagnostics.error("E0222", id->key_place, "a schema inside another one has an `$id`")
          .labelled("references would lead somewhere else from here")
          .helped("remove it and use `$defs` or `types`");
    }
  }

  void check_references(const Node& part) {
    for (const std::string_view key : {"$ref", "$dynamicRef"}) {
      const Node* reference = part.find(key);
      if (!reference || !reference->is_string()) continue;
      if (!reference->text.starts_with('#')) {
        diagnostics
            .error("E0222", reference->place,
                   fmt::format("`{}` leads out of the manifest", visible(reference->text)))
            .labelled("nothing is ever fetched")
            .helped("put the schema under `types` and refer to `#/types/Name`");
      } else if (reference->text.starts_with(kTypeReference)) {
        check_type_reference(*reference);
      }
    }
  }

  void check_type_reference(const Node& reference) {
    const std::string name = reference.text.substr(kTypeReference.size());
    if (type_json.contains(name)) return;
    std::vector<std::string> names;
    for (const TypeEntry& type : types) names.push_back(type.name.value);
    diagnostics.error("E0303", reference.place, fmt::format("unknown type `{}`", visible(name)))
        .labelled(names.empty() ? "the manifest has no `types`" : "not in `types`")
        .helped(did_you_mean(name, names,
                             fmt::format("declare it: `types: {{ {0}: … }}`; for texts that begin with a "
                                         "capital write `{{ enum: [{0}, …] }}`",
                                         visible(name))));
  }

  void check_type_names(const Node& part) {
    const Node* type = part.find("type");
    if (!type) return;
    const auto check_name = [&](const Node& name) {
      if (name.is_string() && is_json_schema_type(name.text)) return;
      diagnostics.error("E0220", name.place, fmt::format("unknown `type` `{}`", visible(name.text)))
          .labelled("expected " + one_of(json_schema_types()))
          .helped(did_you_mean(name.text, json_schema_types(), "use one of these"));
    };
    if (!type->is_list()) {
      check_name(*type);
      return;
    }
    for (const Node& name : type->items) check_name(name);
  }

  void check_bounds(const Node& part) {
    for (const Bounds& bounds : kBounds) {
      const Node* low = part.find(bounds.low);
      const Node* high = part.find(bounds.high);
      if (!low || !high || low->number <= high->number) continue;
      diagnostics
          .error("E0224", low->place,
                 fmt::format("`{}` {} is above `{}` {}", bounds.low, low->text, bounds.high, high->text))
          .labelled("no value can satisfy this")
          .helped("swap the two");
    }
  }

  void check_annotations(const Node& part) {
    for (const auto& [keyword, kind] : kAnnotations) {
      const Node* value = part.find(keyword);
      if (!value || value->is(kind)) continue;
      const std::string_view expected = kind_name(kind);
      diagnostics.error("E0203", value->place, fmt::format("`{}` of a schema must be {}", keyword, expected))
          .labelled(fmt::format("this is {}", kind_name(value->kind)))
          .helped(fmt::format("write {} here", expected));
    }
  }

  std::variant<Schema, SchemaFault> compile_json(const mcp::Json& json, const mcp::Json* whole) const {
    mcp::schema::Options options;
    options.patterns = patterns;
    options.int64_integers = true;  // handlers hold integers in 64 bits
    options.documents = [this, whole](std::string_view uri) -> const mcp::Json* {
      if (whole && uri == kWholeUri) return whole;
      if (!uri.starts_with(kTypeUri)) return nullptr;
      const auto type = type_json.find(uri.substr(kTypeUri.size()));
      return type == type_json.end() ? nullptr : &type->second;
    };
    return Schema::compile(json, options);
  }

  bool compile(const Node& schema) {
    const auto compiled = compile_json(schema_json(schema), nullptr);
    const SchemaFault* fault = std::get_if<SchemaFault>(&compiled);
    if (!fault) return true;
    const Node& at = node_at(schema, fault->pointer);
    diagnostics.error("E0220", at.place, "the schema cannot be used: " + said(*fault))
        .labelled(fault->pointer.empty() ? std::string("in this schema")
                                         : fmt::format("at {}", fault->pointer))
        .helped(at.is_string() && is_json_schema_type(at.text)
                    ? fmt::format("write `{{ type: {} }}`", at.text)
                    : "see JSON Schema 2020-12 for what may stand here");
    return false;
  }

  void check_data(const Node& schema) {
    std::optional<mcp::Json> json;
    walk_schema(schema, [&](const Node& part, const std::string& pointer) {
      const Node* fallback = part.find("default");
      const Node* examples = part.find("examples");
      if (!fallback && !examples) return;
      if (!json) json = schema_json(schema);
      const mcp::Json at = {{"$ref", std::string(kWholeUri) + "#" + as_fragment(pointer)}};
      const auto compiled = compile_json(at, &*json);
      const Schema* rule = std::get_if<Schema>(&compiled);
      if (!rule) return;
      if (fallback) check_value(*rule, *fallback, "default");
      if (!examples) return;
      for (const Node& example : examples->items) check_value(*rule, example, "example");
    });
  }

  void check_value(const Schema& rule, const Node& value, const std::string& noun) {
    const auto violations = rule.check(to_json(value));
    if (violations.empty()) return;
    const mcp::schema::Violation& first = violations.front();
    const std::string where = first.pointer.empty() ? std::string() : first.pointer + " ";
    diagnostics
        .error("E0223", node_at(value, first.pointer).place,
               fmt::format("the {} does not fit its schema: {}{}", noun, visible(where), first.message))
        .labelled("does not fit")
        .helped("change the value or the type");
  }
};

SchemaChecker::SchemaChecker(const std::vector<TypeEntry>& types, Diagnostics& diagnostics)
    : impl_(new Impl{types, diagnostics}) {}

SchemaChecker::~SchemaChecker() = default;

void SchemaChecker::check_types() { impl_->check_types(); }

void SchemaChecker::check(const Node& schema) { impl_->check(schema); }

void SchemaChecker::check_example(const Node& schema, const Node& value, const std::string& noun) {
  const auto compiled = impl_->compile_json(schema_json(schema), nullptr);
  if (const Schema* rule = std::get_if<Schema>(&compiled)) impl_->check_value(*rule, value, noun);
}

}  // namespace mcpgen
