#pragma once

#include <string>
#include <string_view>

#include "support/diagnostic.h"

namespace mcpgen {

/// A rule for texts that our schemas name with `x-check`. What `pattern` says to editors, this says to
/// the tool, in words.
struct NamedCheck {
  std::string_view name;
  bool (*accepts)(std::string_view text);
  std::string_view code;
  std::string_view subject;   ///< "a duration"
  std::string_view expected;  ///< "a number with its unit"
  std::string_view example;   ///< "20s"
  /// What somebody who wrote `text` may have meant; none: the example, or a name made of it.
  std::string (*meant)(std::string_view text) = nullptr;
};

/// nullptr for a name that no check has.
const NamedCheck* find_named_check(std::string_view name);

/// `text` made one that the rule accepts, where that is plain; else the rule's example.
std::string such_as(const NamedCheck& rule, std::string_view text);

/// Reports a text that the rule does not accept; true when it does.
bool check_text_rule(const NamedCheck& rule, std::string_view text, Place place, Diagnostics& diagnostics);

}  // namespace mcpgen
