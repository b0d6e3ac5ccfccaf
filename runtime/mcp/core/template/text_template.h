#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// Appends a caller's value to what is rendered so far, encoded for the place it stands in; false
/// refuses the value.
using Place = bool (*)(std::string& out, std::string_view value);

/// A text in which `${NAME}` is the operator's value, put in once when the template is made, and
/// `{name}` or `{name.member}` the caller's, put in by each render(). `{{` and `}}` are braces, `$$` is a
/// dollar. Neither value is ever scanned for more.
class TextTemplate {
 public:
  TextTemplate() = default;
  explicit TextTemplate(std::string_view source);

  /// Why the template cannot be used: a brace without its partner, an unset ${VARIABLE}.
  const std::vector<std::string>& problems() const { return problems_; }

  /// The text with each argument in its place; an absent one becomes nothing.
  std::string render(const Json& arguments) const;
  /// The same, each value passing through `place`; nothing when one is refused.
  std::optional<std::string> render(const Json& arguments, Place place) const;

  /// The argument's name when the whole text is one `{name}`, else nullptr.
  const std::string* only_argument() const;
  /// The text when no argument is in it, else nullptr.
  const std::string* constant() const;

 private:
  struct Piece {
    std::string text{};  ///< as it is, or the argument's name
    bool argument = false;
  };

  void parse(std::string_view source);
  void add_text(std::string_view text);

  std::vector<Piece> pieces_;
  bool is_argument_ = false;  ///< and nothing else
  std::vector<std::string> problems_;
};

/// The value that `{name}` stands for: the member of that name, or for `a.b` member b of member a.
/// nullptr when it is absent.
const Json* find_argument(const Json& arguments, std::string_view name);

/// A string as it is, any other value as JSON text.
std::string argument_text(const Json& value);

}  // namespace mcp
