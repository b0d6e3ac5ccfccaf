#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include <mcp/schema/program.h>
#include <mcp/schema/registry.h>
#include <mcp/schema/schema.h>

namespace mcp::schema {

/// Turns schema documents into a Program, one schema object after the other, without recursion. Keeps
/// the first fault.
class Compiler {
 public:
  explicit Compiler(const Options& options)
      : options_(options), program_(std::make_unique<Program>()), registry_(*program_, options) {}

  std::variant<std::unique_ptr<const Program>, SchemaFault> compile(const Json& schema);

  /// The node that `schema` becomes; compiled later if it is not yet.
  const Node* node(const Json& schema);

  Registry& registry() { return registry_; }
  const Options& options() const { return options_; }
  void fault(SchemaFault fault);

 private:
  struct Waiting {
    const Json* schema;
    Node* node;
  };

  void compile_waiting();
  void fill(const Json& schema, Node& node);
  void link_dynamic_anchors();

  const Options& options_;
  std::unique_ptr<Program> program_;
  Registry registry_;
  std::unordered_map<const Json*, Node*> nodes_;
  std::vector<Waiting> waiting_;
  std::optional<SchemaFault> fault_;
};

}  // namespace mcp::schema
