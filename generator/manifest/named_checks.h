#pragma once

#include <string_view>

namespace mcpgen {

/// A rule for texts that our schemas name with `x-check`. What `pattern` says to editors, this says to
/// the tool, in words.
struct NamedCheck {
  std::string_view name;
  bool (*accepts)(std::string_view text);
  std::string_view code;
  std::string_view subject;   ///< "a duration"
  std::string_view expected;  ///< "a number with its unit: 500ms, 20s, 2m or 1h"
};

/// nullptr for a name that no check has.
const NamedCheck* find_named_check(std::string_view name);

}  // namespace mcpgen
