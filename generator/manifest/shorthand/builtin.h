#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// A type that shorthand knows by name.
struct BuiltinType {
  std::string_view name;
  std::string_view type;     ///< of JSON Schema, "" for any
  std::string_view keyword;  ///< a further keyword, "" for none
  std::string_view value;
};

/// nullptr for other words. Aliases (int, float, double, bool) are known.
const BuiltinType* find_builtin(std::string_view word);

std::vector<std::string> builtin_names();

}  // namespace mcpgen
