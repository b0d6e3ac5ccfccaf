#include <mcp/schema/compiler.h>

#include <mcp/json/json.h>
#include <mcp/schema/run.h>
#include <mcp/schema/source.h>

namespace mcp::schema {
namespace {

class Never final : public Keyword {
 public:
  bool check(Run& run, const Json&, const Place& place) const override {
    return run.fail(place, "is not allowed");
  }
};

// Schemas hold values (`const`, `default`) whose copying recurses, so their depth has a limit too.
bool nests_deeper(const Json& schema, std::size_t limit) {
  std::vector<std::pair<const Json*, std::size_t>> waiting{{&schema, 0}};
  while (!waiting.empty()) {
    const auto [value, depth] = waiting.back();
    waiting.pop_back();
    if (depth > limit) return true;
    if (!value->is_structured()) continue;
    for (const Json& inner : *value) waiting.emplace_back(&inner, depth + 1);
  }
  return false;
}

}  // namespace

std::variant<std::unique_ptr<const Program>, SchemaFault> Compiler::compile(const Json& schema) {
  constexpr std::size_t kDepth = 256;
  if (!schema.is_object() && !schema.is_boolean()) {
    return SchemaFault{"", "must be a schema: an object, true or false"};
  }
  if (nests_deeper(schema, kDepth)) return SchemaFault{"", "nests too deeply"};
  if (auto fault = registry_.add(schema, "")) return *std::move(fault);
  program_->root = node(schema);
  const std::vector<const Json*> all = registry_.order();
  for (const Json* inner : all) node(*inner);  // also what nothing refers to must be sound
  compile_waiting();
  link_dynamic_anchors();
  if (fault_) return *std::move(fault_);
  return std::move(program_);
}

void Compiler::fault(SchemaFault fault) {
  if (!fault_) fault_ = std::move(fault);
}

const Node* Compiler::node(const Json& schema) {
  const auto [known, fresh] = nodes_.emplace(&schema, nullptr);
  if (fresh) {
    known->second = &program_->nodes.emplace_back();
    waiting_.push_back({&schema, known->second});
  }
  return known->second;
}

void Compiler::compile_waiting() {
  while (!waiting_.empty() && !fault_) {
    const Waiting next = waiting_.back();
    waiting_.pop_back();
    fill(*next.schema, *next.node);
  }
}

void Compiler::fill(const Json& schema, Node& node) {
  node.resource = registry_.placed(schema).resource->compiled;
  if (schema.is_boolean()) {
    node.never = !*schema.get_ptr<const bool*>();
    if (node.never) node.keywords.push_back(std::make_unique<const Never>());
    return;
  }
  Source source(*this, schema, node);
  if (const Json* fallback = source.find("default"); fallback != nullptr && !fallback->is_null()) {
    node.fallback = std::make_shared<const Json>(*fallback);
    program_->has_defaults = true;
  }
  if (source.placed().resource->dialect.draft7 && source.has("$ref")) return compile_references(source);
  if (source.validates()) {
    compile_kinds(source);
    compile_sizes(source);
    compile_numbers(source);
  }
  compile_texts(source);
  compile_members(source);
  compile_dependencies(source);
  compile_items(source);
  compile_references(source);
  compile_combinations(source);
  compile_unevaluated(source);
}

// Compiling an anchored schema may bring in further documents with anchors of their own.
void Compiler::link_dynamic_anchors() {
  for (std::size_t i = 0; i < registry_.resources().size(); ++i) {
    const SchemaResource& resource = registry_.resources()[i];
    for (const auto& [name, schema] : resource.dynamic_anchors) {
      resource.compiled->dynamic_anchors.emplace(name, node(*schema));
    }
    compile_waiting();
  }
}

}  // namespace mcp::schema
