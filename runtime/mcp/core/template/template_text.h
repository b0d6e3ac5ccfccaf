#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcp {

/// One piece of a text in which `{name}` is the caller's value and `${…}` the operator's, while `{{`, `}}`
/// and `$$` stand for a brace or a dollar. Its views are into that text.
struct TemplatePiece {
  enum class Kind { literal, argument, variable, file, fault };
  enum class Without { error, fallback, message };  ///< of a variable: what is there when it has no value

  Kind kind = Kind::literal;
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string_view text{};  ///< what is printed, the name, the path of the file, or what is at fault
  Without without = Without::error;
  std::string_view instead{};  ///< the fallback or the message
  std::string_view fault{};    ///< what is wrong with `text`: "is not closed"
  std::string_view help{};     ///< and what to write
};

/// Where braces are text like any other, only `${…}` and `$$` are marks.
enum class Braces { marks, text };

/// The pieces of `text`, in order. The tool checks a manifest by it and a server fills texts in by it, so
/// that both mean the same.
std::vector<TemplatePiece> split_template(std::string_view text, Braces braces = Braces::marks);

/// The argument that a text is nothing but, and whose value it becomes with its type; "" for none. Not where
/// an operator's value stands beside it, be it empty: no type may depend on that.
std::string_view only_argument(const std::vector<TemplatePiece>& pieces);

/// "`{` is not closed: write `{{` for a brace": what is wrong with a piece that is a fault.
std::string fault_text(const TemplatePiece& piece);

/// Letters, digits and `_`, no digit first, 128 at the most.
bool is_variable_name(std::string_view text);

}  // namespace mcp
