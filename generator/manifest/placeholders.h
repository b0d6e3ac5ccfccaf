#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// What stands for a value in a text: `{argument}` of the caller's, `${VARIABLE}` of the operator's.
struct Placeholder {
  enum class Kind { argument, variable };
  Kind kind = Kind::argument;
  std::string name;
  std::size_t offset = 0;  ///< of the whole placeholder in the text
  std::size_t length = 0;
};

struct PlaceholderFault {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;
  std::string help;
};

struct Placeholders {
  std::vector<Placeholder> found;
  std::vector<PlaceholderFault> faults;
};

/// Reads a template as a server will: `{{`, `}}` and `$$` stand for one brace or dollar; `${file:/path}`
/// is the operator's but names no variable; a default may hold further variables.
Placeholders scan_placeholders(std::string_view text);

}  // namespace mcpgen
