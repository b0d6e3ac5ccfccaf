#include "cli/client/acceptance.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "cli/client/access.h"
#include "cli/client/local_reference.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr int kMostSchemas = 10'000;
constexpr int kDeepest = 64;

bool has_type(const Json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

bool has_type_of(const Json& value, const Json& types) {
  if (types.is_string()) return has_type(value, text_of(types));
  if (!types.is_array()) return true;
  return std::ranges::any_of(types, [&](const Json& type) { return has_type(value, text_of(type)); });
}

/// Goes through a schema, which a server may have made exponentially large by references.
class Acceptance {
 public:
  Acceptance(const Json& value, const Json& root) : value_(value), root_(root) {}

  bool may_be(const Json& schema, int depth = 0) {
    if (schema.is_boolean()) return schema == true;
    if (left_ == 0 || depth == kDeepest || !schema.is_object()) return true;
    --left_;
    if (!has_type_of(value_, member(schema, "type"))) return false;
    if (schema.contains("const") && schema["const"] != value_) return false;
    const Json& values = member(schema, "enum");
    if (values.is_array() && std::ranges::find(values, value_) == values.end()) return false;
    const auto may_be_this = [&](const Json& part) { return may_be(part, depth + 1); };
    if (const Json* target = referred(schema, root_); target != nullptr && !may_be_this(*target))
      return false;
    if (const Json& all = member(schema, "allOf"); all.is_array() && !std::ranges::all_of(all, may_be_this))
      return false;
    return std::ranges::all_of(std::initializer_list<const char*>{"anyOf", "oneOf"},
                               [&](const char* keyword) {
                                 const Json& choices = member(schema, keyword);
                                 return !choices.is_array() || std::ranges::any_of(choices, may_be_this);
                               });
  }

 private:
  const Json& value_;
  const Json& root_;
  int left_ = kMostSchemas;
};

}  // namespace

bool may_accept(const Json& schema, const Json& value, const Json& root) {
  return Acceptance(value, root).may_be(schema);
}

bool may_accept_anything(const Json& schema, const Json& root) {
  const std::initializer_list<Json> kinds{Json(),   Json(true),    Json(0.5),
                                          Json(""), Json::array(), Json::object()};
  return std::ranges::all_of(kinds, [&](const Json& kind) { return may_accept(schema, kind, root); });
}

}  // namespace mcpgen
