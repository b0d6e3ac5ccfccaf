#pragma once

#include <map>
#include <string>
#include <string_view>

#include "support/diagnostic.h"
#include "support/source.h"

namespace mcpgen {

// How names of the manifest become names of C++. One rule for all places:
//   - a legal, unreserved name keeps its spelling;
//   - a keyword, a macro or a word in `taken` gets a trailing `_`: `delete` is `delete_`;
//   - `-`, `.`, `/`, `:` and a space become `_`, a leading digit is preceded by `n`;
//   - any other character, and an underscore that would make the name reserved (`__`, `_X`), becomes `u`
//     and its code point in hex: `__x` is `u5F_x`.
// Two names that would become one are an error that shows both places, so within a scope the mapping is
// injective. Enumerators alone are told apart by a number, as the values are often not the user's to choose.

/// The identifier of a function, field or namespace.
std::string identifier(std::string_view name);

/// The same for an enumerator, except that a value of signs alone is named after them: `<=` is `less_equals`.
std::string enumerator_identifier(std::string_view value);

/// The identifier in PascalCase, for types: `get_user` and `get-user` are `GetUser`.
std::string type_identifier(std::string_view name);

/// The PascalCase of a name as a part of a longer identifier, which no keyword can equal: `EOF` of
/// `EOFInput`.
std::string type_word(std::string_view name);

/// What a server is called where names are scarce: its namespace, its files beside the system's headers, its
/// CMake target. `time` is `time_`.
std::string server_identifier(std::string_view name);

/// ASCII's capitals made small, as file systems compare names.
std::string lower_case(std::string_view text);

/// `name`, or `name_` when it is one of `taken`.
template <typename Taken>
std::string avoiding(std::string name, const Taken& taken) {
  for (const std::string_view word : taken) {
    if (name == word) return name + '_';
  }
  return name;
}

/// The names of one scope: claim() reports the second claim of a name, with both places. What collides in
/// several scopes is reported in the first.
class Scope {
 public:
  /// `what` says whose names these are: "a C++ function".
  Scope(std::string what, Diagnostics& diagnostics) : what_(std::move(what)), diagnostics_(diagnostics) {}

  /// `shown` is what the manifest calls it.
  bool claim(const std::string& name, std::string_view shown, Place place);
  /// A name that generated code has anyway.
  void reserve(std::string_view name);
  bool has(std::string_view name) const { return claims_.contains(name); }

 private:
  struct Claim {
    std::string shown{};
    Place place{};
    bool reserved = false;
  };
  bool is_reported(Place first, Place second) const;

  std::string what_;
  Diagnostics& diagnostics_;
  std::map<std::string, Claim, std::less<>> claims_;
};

/// `mimeType` is the field `mime_type`.
std::string snake_case(std::string_view name);

}  // namespace mcpgen
