#include "model/template_fit.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <mcp/core/template/template_text.h>

#include "model/schema_shape.h"

namespace mcpgen {
namespace {

/// A shape with no parts that may differ.
bool is_simple(Shape shape) {
  return shape == Shape::string || shape == Shape::integer || shape == Shape::boolean;
}

class Fit {
 public:
  explicit Fit(const SchemaNode& input)
      : arguments_(reference_of(input).empty() ? input.find("properties") : nullptr),
        required_(required_of(input)) {}

  bool holds(const Node& value, const SchemaNode& schema) const {
    const SchemaShape wanted = shape_of(schema);
    if (!wanted.plain) return false;
    if (wanted.nullable && value.is_null()) return true;
    if (value.is_string()) {
      const std::string_view argument = mcp::only_argument(mcp::split_template(value.text));
      return argument.empty() ? wanted.shape == Shape::string : is_always(argument, wanted.shape);
    }
    switch (wanted.shape) {
      case Shape::integer:
        return value.is(Node::Kind::integer);
      case Shape::boolean:
        return value.is(Node::Kind::boolean);
      case Shape::record:
        return value.is_map() && is_record(value, schema);
      case Shape::map:
        return value.is_map() && all_hold(value.members, *schema.find("additionalProperties"));
      case Shape::list:
        return value.is_list() && schema.find("items") != nullptr &&
               std::ranges::all_of(value.items,
                                   [&](const Node& item) { return holds(item, *schema.find("items")); });
      default:
        return false;
    }
  }

 private:
  bool is_always(std::string_view argument, Shape shape) const {
    const Node* const schema = arguments_ == nullptr ? nullptr : arguments_->find(argument);
    if (schema == nullptr || !required_.contains(argument) || !reference_of(*schema).empty()) return false;
    const SchemaShape given = shape_of(*schema);
    return is_simple(shape) && given.shape == shape && !given.nullable;
  }

  bool is_record(const Node& value, const SchemaNode& schema) const {
    const Node* const properties = schema.find("properties");
    return properties != nullptr &&
           std::ranges::all_of(required_of(schema),
                               [&](std::string_view name) { return value.find(name) != nullptr; }) &&
           std::ranges::all_of(value.members, [&](const Member& member) {
             const Node* const property = properties->find(member.key);
             return property != nullptr && holds(member.value, *property);
           });
  }

  bool all_hold(const std::vector<Member>& members, const SchemaNode& schema) const {
    return std::ranges::all_of(members, [&](const Member& member) { return holds(member.value, schema); });
  }

  const Node* arguments_;
  std::set<std::string_view> required_;
};

}  // namespace

bool always_fits(const Node& json_template, const SchemaNode& output, const SchemaNode& input) {
  return Fit(input).holds(json_template, output);
}

}  // namespace mcpgen
