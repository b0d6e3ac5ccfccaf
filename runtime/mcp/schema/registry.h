#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include <mcp/json/json_fwd.h>
#include <mcp/schema/program.h>
#include <mcp/schema/schema.h>

namespace mcp::schema {

/// Which rules a schema is written for.
struct Dialect {
  bool draft7 = false;     ///< `$ref` hides its siblings
  bool validation = true;  ///< false when its metaschema leaves out the validation vocabulary
};

/// A schema with an `$id`, or a whole document, while it is being compiled.
struct SchemaResource {
  std::string base;
  Dialect dialect;
  Resource* compiled = nullptr;
  std::map<std::string, const Json*> dynamic_anchors;
};

/// Where one schema object stands.
struct Placed {
  SchemaResource* resource = nullptr;
  std::string pointer;  ///< for faults
};

/// Knows every schema by its place, its identifier and its anchors, before any is compiled.
class Registry {
 public:
  Registry(Program& program, const Options& options) : program_(program), options_(options) {}

  /// Takes in a document and all schemas within it. Recursion-free, whatever the nesting.
  std::optional<SchemaFault> add(const Json& document, const std::string& uri);

  struct Target {
    const Json* schema = nullptr;
    bool is_dynamic_anchor = false;
    std::string anchor;
  };
  /// What `reference`, written in `from`, points to; a text says why nothing.
  std::variant<Target, std::string> find(const std::string& reference, const Placed& from);

  const Placed& placed(const Json& schema) const { return placed_.at(&schema); }
  const std::vector<const Json*>& order() const { return order_; }
  const std::deque<SchemaResource>& resources() const { return resources_; }

 private:
  struct Step {
    const Json* schema;
    SchemaResource* resource;
    std::string pointer;
  };

  std::optional<SchemaFault> walk(Step start);
  std::optional<SchemaFault> enter(Step& step);
  std::optional<SchemaFault> identify(Step& step, const std::string& id);
  std::optional<SchemaFault> name_anchor(const Step& step, const std::string& keyword, bool dynamic);
  std::optional<SchemaFault> set_dialect(const Step& step);
  std::variant<Dialect, std::string> dialect_of(const std::string& uri) const;
  std::variant<Target, std::string> find_pointer(const Json& root, std::string_view pointer);
  std::optional<SchemaFault> add_name(const Step& step, const char* keyword, const std::string& uri);

  Program& program_;
  const Options& options_;
  std::deque<SchemaResource> resources_;
  std::unordered_map<const Json*, Placed> placed_;
  std::unordered_map<std::string, const Json*> names_;  ///< by URI, anchors as fragments
  std::vector<const Json*> order_;                      ///< in which schemas were met
};

}  // namespace mcp::schema
