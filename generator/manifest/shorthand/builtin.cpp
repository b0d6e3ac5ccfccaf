#include "manifest/shorthand/builtin.h"

#include <algorithm>
#include <array>

namespace mcpgen {
namespace {

constexpr std::array kBuiltins{
    BuiltinType{"string", "string", "", ""},
    BuiltinType{"integer", "integer", "", ""},
    BuiltinType{"number", "number", "", ""},
    BuiltinType{"boolean", "boolean", "", ""},
    BuiltinType{"null", "null", "", ""},
    BuiltinType{"any", "", "", ""},
    BuiltinType{"object", "object", "", ""},
    BuiltinType{"date", "string", "format", "date"},
    BuiltinType{"datetime", "string", "format", "date-time"},
    BuiltinType{"uri", "string", "format", "uri"},
    BuiltinType{"email", "string", "format", "email"},
    BuiltinType{"uuid", "string", "format", "uuid"},
    BuiltinType{"base64", "string", "contentEncoding", "base64"},
    BuiltinType{"int", "integer", "", ""},
    BuiltinType{"float", "number", "", ""},
    BuiltinType{"double", "number", "", ""},
    BuiltinType{"bool", "boolean", "", ""},
};

}  // namespace

const BuiltinType* find_builtin(std::string_view word) {
  const auto found = std::find_if(kBuiltins.begin(), kBuiltins.end(),
                                  [&](const BuiltinType& type) { return type.name == word; });
  return found == kBuiltins.end() ? nullptr : &*found;
}

std::vector<std::string> builtin_names() {
  std::vector<std::string> names;
  names.reserve(kBuiltins.size());
  for (const BuiltinType& type : kBuiltins) names.emplace_back(type.name);
  return names;
}

}  // namespace mcpgen
