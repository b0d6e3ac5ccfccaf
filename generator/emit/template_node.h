#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emit/template.h"

namespace mcpgen {

/// A piece of a parsed template.
struct TemplateNode {
  enum class Kind { literal, value, section, inverted, partial };
  Kind kind = Kind::literal;
  int line = 0;
  std::string text{};    ///< a literal; otherwise the name
  std::string filter{};  ///< of a value
  std::string indent{};  ///< before a partial
  bool inside = false;   ///< a partial within a line: its last line break is left out
  std::vector<TemplateNode> children{};
};

/// The pieces of `text`, or where it is wrong.
std::variant<std::vector<TemplateNode>, TemplateError> parse_template(std::string_view file,
                                                                      std::string_view text);

}  // namespace mcpgen
