#include "model/type_builder.h"

#include <utility>

#include "model/schema_shape.h"

namespace mcpgen {
namespace {

const CppType kJson{.code = "mcp::Json", .declared = {}, .faithful = false};

CppType scalar(std::string code, const SchemaShape& shape) {
  return {.code = std::move(code), .declared = {}, .nullable = shape.nullable, .faithful = shape.plain};
}

/// The node a JSON Pointer leads to, or nullptr.
const Node* follow(const Node& from, std::string_view pointer) {
  const Node* node = &from;
  while (node != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    std::string key;
    for (; !part.empty(); part.remove_prefix(1)) {
      const bool escaped = part.size() > 1 && part[0] == '~';
      if (escaped) part.remove_prefix(1);
      key += escaped ? (part[0] == '0' ? '~' : '/') : part[0];
    }
    node = node->find(key);
  }
  return node;
}

}  // namespace

TypeBuilder::TypeBuilder(const SharedTypes& types, Diagnostics& diagnostics)
    : types_(types), diagnostics_(diagnostics), names_("a C++ type", diagnostics) {
  for (const std::string_view ours : {"State", "Handlers"}) names_.reserve(ours);
}

CppType TypeBuilder::build(const SchemaNode& schema, const std::string& name, const Text& subject,
                           const std::string& comment) {
  subject_ = subject;
  const Scheme scheme{&schema, name};
  CppType type = type_of(schema, name, scheme, Edge::whole, comment);
  build_pending();
  if (type.nullable) {
    type.code = "std::optional<" + type.code + ">";
    type.record = false;
  }
  return type;
}

void TypeBuilder::declare(Declaration declaration, const Text& subject) {
  names_.claim(declaration.name, subject.value, subject.place);
  add(std::move(declaration));
}

void TypeBuilder::add(Declaration declaration) {
  index_.emplace(declaration.name, declarations_.size());
  declarations_.push_back(std::move(declaration));
}

CppType TypeBuilder::type_of(const SchemaNode& schema, const std::string& name, const Scheme& scheme,
                             Edge edge, const std::string& comment) {
  if (!reference_of(schema).empty()) return reference(schema, scheme, edge);
  // References may lead here as well, before or after.
  Reference& known = references_[&schema];
  if (known.state == Reference::State::built) return known.type;
  known.state = Reference::State::building;
  if (known.name.empty()) known.name = name;
  known.type = made_type(schema, known.name, scheme, comment);
  known.state = Reference::State::built;
  return known.type;
}

CppType TypeBuilder::made_type(const SchemaNode& schema, const std::string& name, const Scheme& scheme,
                               const std::string& comment) {
  const SchemaShape shape = shape_of(schema);
  switch (shape.shape) {
    case Shape::string:
      return scalar("std::string", shape);
    case Shape::integer:
      return scalar("std::int64_t", shape);
    case Shape::number:
      return scalar("double", shape);
    case Shape::boolean:
      return scalar("bool", shape);
    case Shape::enumeration:
      return enumeration(schema, name, comment);
    case Shape::record:
      return record(schema, name, scheme, comment);
    case Shape::map:
      return map(schema, name, scheme);
    case Shape::list:
      return list(schema, name, scheme);
    case Shape::anything:
      break;
  }
  return kJson;
}

TypeBuilder::Target TypeBuilder::resolve(std::string_view pointer, const Scheme& scheme) const {
  if (const TypeEntry* type = types_.named_by(pointer)) {
    const std::string type_name = type_identifier(type->name.value);
    return {&type->schema, {&type->schema, type_name}, type_name, type->name};
  }
  if (!pointer.starts_with("#/")) return {};
  const std::string_view last = pointer.substr(pointer.rfind('/') + 1);
  const Node* target = follow(*scheme.root, pointer.substr(1));
  if (target == nullptr) return {};
  return {target, scheme, scheme.name + type_word(last), {std::string(last), target->place}};
}

CppType TypeBuilder::reference(const SchemaNode& schema, const Scheme& scheme, Edge edge) {
  const Target target = resolve(reference_of(schema), scheme);
  if (target.schema == nullptr) return kJson;
  Reference& known = references_[target.schema];
  if (known.state == Reference::State::built) return known.type;

  const bool record = shape_of(*target.schema).shape == Shape::record;
  const bool later =
      known.state == Reference::State::building || (edge == Edge::element && needs_unfinished(target));
  if (!later) return build_reference(target);
  // A struct cannot contain itself, but a vector of it can.
  if (!record || edge != Edge::element) return kJson;
  if (known.name.empty()) known.name = target.name;
  forwards_.insert(known.name);
  pending_.push_back(target);
  return {.code = known.name, .declared = known.name, .record = true, .faithful = false};
}

CppType TypeBuilder::build_reference(const Target& target) {
  // Types may refer to one another as often as a manifest has room for; the stack has less.
  constexpr std::size_t kMaxOpen = 64;
  if (open_references_ == kMaxOpen) return kJson;
  ++open_references_;
  Reference& known = references_[target.schema];
  known.state = Reference::State::building;
  subject_ = target.subject;
  known.type = type_of(*target.schema, target.name, target.scheme, Edge::whole);
  known.state = Reference::State::built;
  --open_references_;
  return known.type;
}

/// Would building `target` need a type whole that is being built right now?
bool TypeBuilder::needs_unfinished(const Target& target) const {
  std::set<const SchemaNode*> seen;
  std::vector<std::pair<const SchemaNode*, Scheme>> waiting{{target.schema, target.scheme}};
  while (!waiting.empty()) {
    const auto [schema, scheme] = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(schema).second) continue;
    if (const std::string_view pointer = reference_of(*schema); !pointer.empty()) {
      const Target next = resolve(pointer, scheme);
      if (next.schema == nullptr) continue;
      const auto known = references_.find(next.schema);
      if (known != references_.end() && known->second.state == Reference::State::building) return true;
      waiting.emplace_back(next.schema, next.scheme);
      continue;
    }
    if (const Node* properties = schema->find("properties")) {
      for (const Member& property : properties->members) waiting.emplace_back(&property.value, scheme);
    }
    const Node* items = schema->find("items");
    if (items != nullptr && items->is_map() && reference_of(*items).empty()) {
      waiting.emplace_back(items, scheme);
    }
    const Node* values = schema->find("additionalProperties");
    if (values != nullptr && values->is_map()) waiting.emplace_back(values, scheme);
  }
  return false;
}

void TypeBuilder::build_pending() {
  while (!pending_.empty()) {
    const Target target = pending_.back();
    pending_.pop_back();
    if (references_[target.schema].state == Reference::State::unseen) build_reference(target);
  }
}

void TypeBuilder::mark(const std::string& declared, bool Declaration::*flag) {
  std::vector<std::string_view> waiting{declared};
  while (!waiting.empty()) {
    const auto found = index_.find(waiting.back());
    waiting.pop_back();
    if (found == index_.end() || declarations_[found->second].*flag) continue;
    Declaration& declaration = declarations_[found->second];
    declaration.*flag = true;
    waiting.insert(waiting.end(), declaration.uses.begin(), declaration.uses.end());
  }
}

bool TypeBuilder::is_empty(const CppType& type) const {
  const Declaration* declared = declaration(type.declared);
  return type.record && declared != nullptr && declared->fields.empty();
}

bool TypeBuilder::has_int64(const CppType& type) const {
  const auto names_int64 = [](const std::string& code) {
    return code.find("std::int64_t") != std::string::npos;
  };
  if (names_int64(type.code)) return true;
  std::set<std::string_view> seen;
  std::vector<std::string_view> waiting{type.declared};
  while (!waiting.empty()) {
    const Declaration* declared = declaration(waiting.back());
    waiting.pop_back();
    if (declared == nullptr || !seen.insert(declared->name).second) continue;
    for (const Field& field : declared->fields) {
      if (names_int64(field.type)) return true;
    }
    waiting.insert(waiting.end(), declared->uses.begin(), declared->uses.end());
  }
  return false;
}

void TypeBuilder::mark_read(const CppType& type) {
  if (!is_empty(type)) mark(type.declared, &Declaration::read);
}

void TypeBuilder::mark_written(const CppType& type) { mark(type.declared, &Declaration::written); }

void TypeBuilder::finish() {
  std::set<std::string> later = forwards_;
  for (Declaration& declaration : declarations_) {
    later.erase(declaration.name);  // within itself it is as good as defined
    Scope fields("a field", diagnostics_);
    for (Field& field : declaration.fields) {
      field.unfinished = later.contains(field.declared);
      if (field.unfinished) field.initial = {};  // of an empty list: no other default has such a type
      // `Order Order;` would change what Order means.
      field.ident = identifier(field.name);
      if (index_.contains(field.ident)) field.ident += '_';
      fields.claim(field.ident, field.name, field.place);
    }
  }
}

const Declaration* TypeBuilder::declaration(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &declarations_[found->second];
}

}  // namespace mcpgen
