#include "model/wire_schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "model/schema_shape.h"

namespace mcpgen {
namespace {

constexpr std::string_view kShared = "#/types/";

/// A type stands under `$defs` when it refers to itself, by way of others or not, or has local references
/// of its own: those would mean something else in another schema.
class Inliner {
 public:
  explicit Inliner(const std::vector<TypeEntry>& types) : types_(types) {}

  Node root(const SchemaNode& schema) {
    local_prefix_ = "#";
    const Node* start = &schema;
    Node out = inlined(*start, true);
    add_definitions(out);
    return out;
  }

  /// The root as the member `result` of an object.
  Node wrapped(const SchemaNode& schema) {
    local_prefix_ = "#/properties/result";
    Node out = Node::make_map(schema.place);
    out.put("type", Node::make_string("object", schema.place));
    Node properties = Node::make_map(schema.place);
    properties.put("result", inlined(schema, true));
    out.put("properties", std::move(properties));
    Node required = Node::make_list(schema.place);
    required.items.push_back(Node::make_string("result", schema.place));
    out.put("required", std::move(required));
    add_definitions(out);
    return out;
  }

 private:
  const TypeEntry* type(std::string_view name) const {
    const auto found =
        std::ranges::find(types_, name, [](const TypeEntry& entry) { return entry.name.value; });
    return found == types_.end() ? nullptr : &*found;
  }

  static const TypeEntry* none() { return nullptr; }

  const TypeEntry* shared_type(const Node& node) const {
    const std::string_view pointer = reference_of(node);
    return pointer.starts_with(kShared) ? type(pointer.substr(kShared.size())) : none();
  }

  bool has_local_reference(const Node& node) const {
    const std::string_view pointer = reference_of(node);
    if (pointer.starts_with("#") && !pointer.starts_with(kShared)) return true;
    return std::ranges::any_of(node.items, [&](const Node& item) { return has_local_reference(item); }) ||
           std::ranges::any_of(node.members, [&](const Member& m) { return has_local_reference(m.value); });
  }

  bool reaches(const Node& node, const TypeEntry& goal, std::set<const TypeEntry*>& seen) const {
    if (const TypeEntry* next = shared_type(node)) {
      if (next == &goal) return true;
      if (seen.insert(next).second && reaches(next->schema, goal, seen)) return true;
    }
    return std::ranges::any_of(node.items, [&](const Node& item) { return reaches(item, goal, seen); }) ||
           std::ranges::any_of(node.members, [&](const Member& m) { return reaches(m.value, goal, seen); });
  }

  bool is_definition(const TypeEntry& entry) const {
    std::set<const TypeEntry*> seen;
    return has_local_reference(entry.schema) || reaches(entry.schema, entry, seen);
  }

  /// A copy with every shared type in its place. `whole` marks a root, which must say its own `type`.
  Node inlined(const Node& node, bool whole) {
    const TypeEntry* entry = shared_type(node);
    if (entry == nullptr) return copy(node);
    if (is_definition(*entry) && !(whole && !has_local_reference(entry->schema))) {
      needed_.insert(entry);
      Node out = copy(node);
      out.find("$ref")->text = "#/$defs/" + entry->name.value;
      if (whole) add_type(out, entry->schema);
      return out;
    }
    return with_siblings(inlined(entry->schema, whole), node);
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
    Node conditions = Node::make_map(reference.place);
    for (const Member& sibling : reference.members) {
      if (sibling.key == "$ref") continue;
      Node value = copy(sibling.value);
      if (std::ranges::find(kAnnotations, sibling.key) == kAnnotations.end()) {
        conditions.put(sibling.key, std::move(value));
      } else if (Node* replaced = target.find(sibling.key)) {
        *replaced = std::move(value);
      } else {
        target.put(sibling.key, std::move(value));
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

  Node copy(const Node& node) {
    Node out = node;
    for (Node& item : out.items) item = inlined(item, false);
    for (Member& member : out.members) {
      if (member.key == "$ref" && member.value.is_string()) {
        move_local_reference(member.value.text);
      } else {
        member.value = inlined(member.value, false);
      }
    }
    return out;
  }

  void move_local_reference(std::string& pointer) const {
    if (pointer.starts_with("#") && !pointer.starts_with(kShared))
      pointer = local_prefix_ + pointer.substr(1);
  }

  void add_definitions(Node& out) {
    std::set<const TypeEntry*> done;
    while (done.size() < needed_.size()) {
      const std::set<const TypeEntry*> now = needed_;
      for (const TypeEntry& entry : types_) {
        if (!now.contains(&entry) || !done.insert(&entry).second) continue;
        local_prefix_ = "#/$defs/" + entry.name.value;
        Node definition = copy(entry.schema);
        if (out.find("$defs") == nullptr) out.put("$defs", Node::make_map(entry.schema.place));
        if (out.find("$defs")->find(entry.name.value) == nullptr) {
          out.find("$defs")->put(entry.name.value, std::move(definition));
        }
      }
    }
  }

  const std::vector<TypeEntry>& types_;
  std::string local_prefix_;
  std::set<const TypeEntry*> needed_;
};

bool is_object(const Node& schema) {
  const Node* type = schema.find("type");
  return type != nullptr && type->text == "object";
}

}  // namespace

std::string wire_schema(const SchemaNode& schema, const std::vector<TypeEntry>& types,
                        const std::vector<Node>& examples) {
  Node out = Inliner(types).root(schema);
  if (!examples.empty()) {
    if (out.find("examples") == nullptr) out.put("examples", Node::make_list(schema.place));
    std::vector<Node>& known = out.find("examples")->items;
    known.insert(known.end(), examples.begin(), examples.end());
  }
  return to_json_text(out);
}

std::string wrapped_wire_schema(const SchemaNode& schema, const std::vector<TypeEntry>& types) {
  if (is_object(Inliner(types).root(schema))) return {};
  return to_json_text(Inliner(types).wrapped(schema));
}

}  // namespace mcpgen
