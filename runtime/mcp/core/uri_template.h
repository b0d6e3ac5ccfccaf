#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <mcp/json/held_json.h>

namespace mcp {

/// A URI template that can be matched as well as expanded: {name}, {/name}, {+name} and, at the end,
/// {?a,b}. Variables never touch each other, so matching is one walk over the URI, without backtracking.
class UriTemplate {
 public:
  /// Why a text is no template that can be matched, and the byte at which it is not.
  struct Fault {
    std::size_t offset = 0;
    std::string message{};
  };
  static std::variant<UriTemplate, Fault> compile(std::string_view text);

  /// The variables, percent-decoded, as an object of strings; nothing when `uri` does not match, as none does
  /// whose path escapes what needs no escape.
  std::optional<HeldJson> match(std::string_view uri) const;

 private:
  struct Variable {
    std::string name;
    bool reserved;         ///< {+name}: may contain `/`, `?` and `#`
    std::string followed;  ///< the literal text after it
  };

  static bool take(const Variable& variable, std::string_view value, Json& variables);
  bool match_query(std::string_view query, Json& variables) const;

  std::string prefix_;
  std::vector<Variable> path_;
  std::vector<std::string> query_;
};

}  // namespace mcp
