#include <mcp/core/template/template_text.h>

#include <algorithm>

namespace mcp {
namespace {

using Kind = TemplatePiece::Kind;

constexpr std::size_t kLongestVariable = 128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; }

bool is_argument_path(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_word(c) || c == '-' || c == '.'; });
}

TemplatePiece fault(std::string_view text, std::size_t length, std::string_view what, std::string_view help) {
  return {.kind = Kind::fault, .length = length, .text = text, .fault = what, .help = help};
}

/// The length of the `${…}` that `rest` begins with, those within it included.
std::size_t length_with_inner(std::string_view rest, std::size_t first_close) {
  std::size_t open = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest.substr(i, 2) == "${") ++open;
    if (rest[i] == '}' && --open == 0) return i + 1;
  }
  return first_close + 1;
}

TemplatePiece read_argument(std::string_view rest) {
  const std::size_t close = rest.find('}');
  if (close == rest.npos)
    return fault(rest.substr(0, 1), rest.size(), "is not closed",
                 "write `{{` for a brace, `{name}` for an argument");
  const std::string_view name = rest.substr(1, close - 1);
  const std::string_view whole = rest.substr(0, close + 1);
  if (!is_argument_path(name))
    return fault(whole, whole.size(), "is not an {argument}", "write `{{` and `}}` for braces");
  return {.kind = Kind::argument, .length = whole.size(), .text = name};
}

/// `rest` begins with `${`.
TemplatePiece read_operators_value(std::string_view rest, Braces braces) {
  const std::size_t close = rest.find('}');
  if (close == rest.npos)
    return fault(rest.substr(0, 2), rest.size(), "is not closed",
                 braces == Braces::marks ? "write `$${{` for a dollar and a brace"
                                         : "write `$${` for a dollar and a brace");
  const std::string_view whole = rest.substr(0, close + 1);
  const std::string_view inside = whole.substr(2, close - 2);
  const std::size_t colon = std::min(inside.find(':'), inside.size());
  const std::string_view name = inside.substr(0, colon);
  const std::string_view after = inside.substr(std::min(colon + 1, inside.size()));
  const std::string_view option = inside.substr(colon, 2);
  if (inside.find("${") != inside.npos) {
    const std::size_t length = length_with_inner(rest, close);
    return fault(rest.substr(0, length), length, "has another `${` within it",
                 "what follows the name is taken as it stands: write it out, as in `${NAME:-text}`");
  }
  if (name == "file" && !after.empty()) return {.kind = Kind::file, .length = whole.size(), .text = after};
  if (!is_variable_name(name) || (!option.empty() && option != ":-" && option != ":?"))
    return fault(whole, whole.size(), "is not a ${VARIABLE}",
                 "write `${NAME}`, `${NAME:-default}`, `${NAME:?message}` or `${file:/path}`");
  TemplatePiece piece{.kind = Kind::variable, .length = whole.size(), .text = name};
  if (option == ":-") piece.without = TemplatePiece::Without::fallback;
  if (option == ":?") piece.without = TemplatePiece::Without::message;
  if (!option.empty()) piece.instead = after.substr(1);
  return piece;
}

/// What stands at the beginning of `rest`, which is not empty.
TemplatePiece read_piece(std::string_view rest, Braces braces) {
  const std::string_view marks = braces == Braces::marks ? "{}$" : "$";
  const std::size_t plain = std::min(rest.find_first_of(marks), rest.size());
  if (plain > 0) return {.length = plain, .text = rest.substr(0, plain)};
  const std::string_view two = rest.substr(0, 2);
  if (two == "${") return read_operators_value(rest, braces);
  if (two == "{{" || two == "}}" || two == "$$") return {.length = 2, .text = two.substr(1)};
  if (two.starts_with('{')) return read_argument(rest);
  if (two.starts_with('}')) return fault(two.substr(0, 1), 1, "closes nothing", "write `}}` for a brace");
  return {.length = 1, .text = two.substr(0, 1)};
}

}  // namespace

std::vector<TemplatePiece> split_template(std::string_view text, Braces braces) {
  std::vector<TemplatePiece> pieces;
  for (std::size_t at = 0; at < text.size(); at += pieces.back().length) {
    pieces.push_back(read_piece(text.substr(at), braces));
    pieces.back().offset = at;
  }
  return pieces;
}

std::string_view only_argument(const std::vector<TemplatePiece>& pieces) {
  const bool alone = pieces.size() == 1 && pieces.front().kind == TemplatePiece::Kind::argument;
  return alone ? pieces.front().text : std::string_view();
}

std::string fault_text(const TemplatePiece& piece) {
  return "`" + std::string(piece.text) + "` " + std::string(piece.fault) + ": " + std::string(piece.help);
}

bool is_variable_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestVariable && !is_digit(text.front()) &&
         std::ranges::all_of(text, is_word);
}

}  // namespace mcp
