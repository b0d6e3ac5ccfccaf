#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include <mcp/json/json.h>

#include "cli/options.h"

namespace mcpgen {

/// The fixed values of a form's field, of which a person chooses one or, in a list, several. They may have
/// titles: `oneOf` of `const` and `title`, or `enumNames`.
class Choices {
 public:
  explicit Choices(const mcp::Json& schema);

  bool empty() const { return choices_.empty(); }
  /// What there is, and how it is chosen from.
  std::string offer() const;
  /// A value, or a list of them, by its titles.
  std::string shown(const mcp::Json& value) const;
  /// What a person typed, by title or value, several separated by commas.
  std::variant<mcp::Json, UsageFault> read(const std::string& line) const;

 private:
  struct Choice {
    mcp::Json value;
    std::string title;
  };

  const Choice* find(std::string_view word) const;
  std::variant<mcp::Json, UsageFault> read_list(const std::string& line) const;
  std::string titles() const;

  std::vector<Choice> choices_{};
  bool several_ = false;
  std::size_t least_ = 0;
  std::size_t most_ = 0;  ///< 0: all
};

}  // namespace mcpgen
