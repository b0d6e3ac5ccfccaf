#include "model/wire_schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "document/extent.h"
#include "document/merge.h"
#include "manifest/json_node.h"
#include "manifest/schema_keywords.h"
#include "model/schema_shape.h"

namespace mcpgen {
namespace {

/// Schemas within schemas, types in their places; a manifest by itself has fewer.
constexpr std::size_t kMaxDepth = 64;
/// Keys and values that types may add to the schemas of one manifest.
constexpr std::size_t kMaxNodes = 200'000;

bool is_object(const Node& schema) {
  const Node* type = schema.find("type");
  return type != nullptr && type->text == "object";
}

/// Puts types in the places of the references to them.
class Inliner {
 public:
  Inliner(const SharedTypes& types, std::size_t& nodes) : types_(types), nodes_(nodes) {}

  bool too_deep() const { return too_deep_; }
  bool too_large() const { return nodes_ > kMaxNodes; }

  Node root(const SchemaNode& schema) {
    for (const Node* part = &schema; part != nullptr;) {
      if (const Node* own = part->find("$defs")) {
        for (const Member& definition : own->members) names_.insert(definition.key);
      }
      const TypeEntry* type = types_.referred_to(*part);
      part = type == nullptr ? nullptr : &type->schema;
    }
    Node out = inlined(schema, true);
    add_definitions(out);
    return out;
  }

  /// The root as the member `result` of an object.
  Node wrapped(const SchemaNode& schema) {
    scope_.prefix = "#/properties/result";
    Node out = Node::make_map(schema.place);
    out.put("type", Node::make_string("object", schema.place));
    Node properties = Node::make_map(schema.place);
    Node& result = properties.put("result", inlined(schema, true));
    // What names a whole document names this one now: references begin at its root.
    for (const std::string_view key : {"$schema", "$id"}) {
      if (Node value = take_member(result, key); !value.is_null())
        out.put(std::string(key), std::move(value));
    }
    out.put("properties", std::move(properties));
    Node required = Node::make_list(schema.place);
    required.items.push_back(Node::make_string("result", schema.place));
    out.put("required", std::move(required));
    add_definitions(out);
    return out;
  }

 private:
  /// What local references mean where the copying is.
  struct Scope {
    const TypeEntry* type = nullptr;  ///< nullptr in the root
    std::string prefix = "#";
  };

  /// A copy with every shared type in its place. `whole` marks a root, which must say its own `type`.
  Node inlined(const Node& node, bool whole) {
    const TypeEntry* type = types_.referred_to(node);
    if (type == nullptr) return copy(node);
    if (types_.is_definition(*type) && !(whole && !types_.has_local_reference(*type))) {
      if (known_.insert(type).second) needed_.push_back(type);
      Node out = copy(node);
      out.find("$ref")->text = "#/$defs/" + name_of(*type);
      if (whole) add_type(out, type->schema);
      return out;
    }
    return with_siblings(copy_of_type(*type, whole), node);
  }

  /// What a type is called under `$defs`: a number tells it from a definition of the schema's own.
  const std::string& name_of(const TypeEntry& type) {
    const auto [known, fresh] = type_names_.try_emplace(&type, type.name.value);
    for (int number = 2; fresh && !names_.insert(known->second).second; ++number) {
      known->second = fmt::format("{}_{}", type.name.value, number);
    }
    return known->second;
  }

  Node copy_of_type(const TypeEntry& type, bool whole) {
    nodes_ += extent_of(type.schema).nodes;
    const Scope outer = std::exchange(scope_, Scope{&type, "#/$defs/" + name_of(type)});
    Node out = within([&] { return inlined(type.schema, whole); });
    scope_ = outer;
    return out;
  }

  static void add_type(Node& out, const Node& schema) {
    const Node* type = schema.find("type");
    if (type != nullptr && out.find("type") == nullptr) out.put("type", *type);
  }

  /// What stands beside a `$ref` holds as well: annotations replace those of the type, anything else is
  /// one more condition.
  Node with_siblings(Node target, const Node& reference) {
    static constexpr auto kAnnotations =
        std::to_array<std::string_view>({"title", "description", "default", "examples", "deprecated"});
    if (reference.members.size() == 1) return target;
    Node conditions = Node::make_map(reference.place);
    for (Member& sibling : copy(reference).members) {
      if (sibling.key == "$ref") continue;
      if (std::ranges::find(kAnnotations, sibling.key) == kAnnotations.end()) {
        conditions.put(sibling.key, std::move(sibling.value));
      } else if (Node* replaced = target.find(sibling.key)) {
        *replaced = std::move(sibling.value);
      } else {
        target.put(sibling.key, std::move(sibling.value));
      }
    }
    if (conditions.members.empty()) return target;
    if (Node* all = target.find("allOf")) {
      all->items.push_back(std::move(conditions));
    } else {
      Node list = Node::make_list(reference.place);
      list.items.push_back(std::move(conditions));
      target.put("allOf", std::move(list));
    }
    return target;
  }

  /// Only schemas are looked into: under `default` or `const`, a `$ref` is data.
  Node copy(const Node& node) {
    Node out = node;
    if (Node* reference = out.find("$ref"); reference != nullptr && types_.referred_to(node) == nullptr) {
      move_local_reference(reference->text);
    }
    // Two copies of a type would give one name to two schemas.
    if (scope_.type != nullptr)
      std::erase_if(out.members, [](const Member& m) { return m.key == "$anchor"; });
    change_inner_schemas(out, [&](Node& part) { part = within([&] { return inlined(part, false); }); });
    return out;
  }

  template <typename Make>
  Node within(const Make& make) {
    too_deep_ = too_deep_ || depth_ == kMaxDepth;
    if (too_deep_ || too_large()) return {};
    ++depth_;
    Node made = make();
    --depth_;
    return made;
  }

  void move_local_reference(std::string& reference) const {
    if (!reference.starts_with("#")) return;
    const std::string fragment = reference.substr(1);
    const bool anchor = !fragment.empty() && fragment.front() != '/' && fragment.front() != '%';
    if (!anchor) {
      reference = scope_.prefix + fragment;
    } else if (scope_.type != nullptr) {
      reference = scope_.prefix + as_fragment(pointer_to_anchor(scope_.type->schema, fragment));
    }
  }

  static std::string pointer_to_anchor(const Node& schema, std::string_view name) {
    std::string found;
    walk_schema(schema, [&](const Node& part, const std::string& pointer) {
      const Node* anchor = part.find("$anchor");
      if (anchor != nullptr && anchor->text == name) found = pointer;
    });
    return found;
  }

  void add_definitions(Node& out) {
    for (std::size_t i = 0; i < needed_.size(); ++i) {
      const TypeEntry& type = *needed_[i];
      nodes_ += extent_of(type.schema).nodes;
      scope_ = {&type, "#/$defs/" + name_of(type)};
      Node definition = within([&] { return copy(type.schema); });
      if (out.find("$defs") == nullptr) out.put("$defs", Node::make_map(type.schema.place));
      out.find("$defs")->put(name_of(type), std::move(definition));
    }
  }

  const SharedTypes& types_;
  std::size_t& nodes_;
  Scope scope_{};
  std::size_t depth_ = 0;
  bool too_deep_ = false;
  std::set<std::string> names_;                         ///< taken under `$defs`
  std::map<const TypeEntry*, std::string> type_names_;  ///< and those that are types
  std::vector<const TypeEntry*> needed_;                ///< grows while definitions are added
  std::set<const TypeEntry*> known_;                    ///< the same
};

/// Says so when the schema at `place` came out deeper or larger than may be.
bool is_bounded(const Inliner& inliner, Place place, Diagnostics& diagnostics) {
  const auto report = [&](const std::string& label) {
    diagnostics.error("E0308", place, "the types used here lead to one another too often")
        .labelled(label)
        .helped("make a type an open object (`{ type: object }`) and check it in the handler");
    return false;
  };
  if (inliner.too_deep()) return report(fmt::format("more than {} schemas inside one another", kMaxDepth));
  if (inliner.too_large()) {
    return report(fmt::format("with each type in its places, more than {} keys and values", kMaxNodes));
  }
  return true;
}

}  // namespace

std::string WireSchemas::whole(const SchemaNode& schema, const std::vector<Node>& examples) {
  if (nodes_ > kMaxNodes) return {};
  Inliner inliner(types_, nodes_);
  Node out = inliner.root(schema);
  if (!is_bounded(inliner, schema.place, diagnostics_)) return {};
  if (!examples.empty()) {
    if (out.find("examples") == nullptr) out.put("examples", Node::make_list(schema.place));
    std::vector<Node>& known = out.find("examples")->items;
    known.insert(known.end(), examples.begin(), examples.end());
  }
  return to_json_text(out);
}

std::string WireSchemas::wrapped(const SchemaNode& schema) {
  const Node* target = &schema;
  while (const TypeEntry* type = types_.referred_to(*target)) target = &type->schema;
  if (is_object(*target) || nodes_ > kMaxNodes) return {};
  Inliner inliner(types_, nodes_);
  const Node out = inliner.wrapped(schema);
  return is_bounded(inliner, schema.place, diagnostics_) ? to_json_text(out) : std::string();
}

}  // namespace mcpgen
