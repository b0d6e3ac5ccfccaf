#include "manifest/shorthand/shorthand.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "manifest/json_node.h"
#include "manifest/shorthand/alternative.h"
#include "manifest/shorthand/builtin.h"
#include "manifest/shorthand/scanner.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::size_t kDeepestList = 8;
constexpr std::string_view kTypes = "#/types/";

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// `a | b` for a text that can only be meant so: `a, b`, `enum(a, b)`. "" for any other text.
std::string meant_as_choice(std::string_view text) {
  constexpr std::string_view kEnum = "enum(";
  const bool is_enum = text.starts_with(kEnum);
  if (is_enum) text.remove_prefix(kEnum.size());
  text = text.substr(0, std::min({text.find(is_enum ? ")" : "="), text.find(" -- "), text.size()}));
  std::string choice;
  std::size_t words = 0;
  for (bool more = true; more; ++words) {
    const std::size_t end = text.find_first_of(is_enum ? ",|" : ",");
    const std::string_view word = trimmed({0, text.substr(0, end)}).text;
    if (word.empty() || word.find_first_of(" ()[]{}|\"'") != word.npos) return {};
    choice.append(choice.empty() ? "" : " | ").append(word);
    more = end != text.npos;
    text.remove_prefix(more ? end + 1 : text.size());
  }
  return is_enum || words > 1 ? visible(choice) : std::string();
}

class Parser {
 public:
  Parser(const Node& text, Diagnostics& diagnostics)
      : text_(text), scanner_(text), diagnostics_(diagnostics) {}

  std::optional<Node> parse() {
    if (const std::string choice = meant_as_choice(text_.text); !choice.empty()) {
      syntax_error(text_.place, "words are chosen from with `|`").helped(fmt::format("write `{}`", choice));
      return std::nullopt;
    }
    std::optional<Node> schema = parse_type();
    if (!schema) return std::nullopt;
    if (scanner_.accept("=") && !parse_default(*schema)) return std::nullopt;
    if (scanner_.accept("--") && !parse_description(*schema)) return std::nullopt;
    scanner_.skip_spaces();
    if (!scanner_.at_end()) {
      const bool dash = scanner_.rest().starts_with("- ");
      syntax_error(scanner_.here(), "this does not belong to the type")
          .helped(dash ? "a description begins with two dashes: `--`"
                       : "a type ends here, or goes on with `|`, `= default` or `-- description`");
      return std::nullopt;
    }
    return schema;
  }

 private:
  std::optional<Node> parse_type() {
    std::vector<Alternative> alternatives;
    do {
      std::optional<Alternative> alternative = parse_alternative();
      if (!alternative) return std::nullopt;
      alternatives.push_back(std::move(*alternative));
    } while (scanner_.accept("|"));
    if (!check_words(alternatives)) return std::nullopt;
    return combine(std::move(alternatives), text_.place);
  }

  std::optional<Alternative> parse_alternative() {
    scanner_.skip_spaces();
    for (const std::string_view quote : {"\"", "'"}) {
      if (scanner_.accept(quote)) return parse_quoted(quote);
    }
    const Span word = scanner_.word();
    if (word.text.empty() || word.text.starts_with("--")) {
      syntax_error(scanner_.here(), "a type is missing").helped("such as `string`, `integer` or `a | b`");
      return std::nullopt;
    }
    Alternative alternative;
    alternative.place = scanner_.place(word);
    if (const BuiltinType* builtin = find_builtin(word.text)) {
      alternative.node = builtin_schema(*builtin, alternative.place);
    } else if (is_capital(word.text.front())) {
      alternative.kind = Alternative::Kind::shape;
      alternative.node = Node::make_map(alternative.place);
      alternative.node.put("$ref",
                           Node::make_string(fmt::format("{}{}", kTypes, word.text), alternative.place));
    } else {
      alternative.node = value_of(word);
      alternative.node.quoted = false;
      alternative.kind = alternative.node.is_string() ? Alternative::Kind::word : Alternative::Kind::literal;
    }
    if (!parse_constraint(alternative) || !parse_lists(alternative)) return std::nullopt;
    return alternative;
  }

  std::optional<Alternative> parse_quoted(std::string_view quote) {
    const Span value = scanner_.through(quote);
    if (!value.text.data()) {
      syntax_error(scanner_.here(), "the quote is not closed").helped(fmt::format("end it with {}", quote));
      return std::nullopt;
    }
    Alternative alternative{Alternative::Kind::literal, {}, scanner_.place(value)};
    alternative.node = Node::make_string(std::string(value.text), alternative.place);
    alternative.node.quoted = true;
    return alternative;
  }

  static Node builtin_schema(const BuiltinType& builtin, Place place) {
    Node schema = Node::make_map(place);
    if (!builtin.type.empty()) schema.put("type", Node::make_string(std::string(builtin.type), place));
    if (!builtin.keyword.empty()) {
      schema.put(std::string(builtin.keyword), Node::make_string(std::string(builtin.value), place));
    }
    return schema;
  }

  /// A number, true or false; else the word itself.
  Node value_of(const Span& word) const {
    const Place place = scanner_.place(word);
    const std::optional<Node> value = node_from_json_text(word.text, place);
    return value && !value->is_map() && !value->is_list() ? *value
                                                          : Node::make_string(std::string(word.text), place);
  }

  bool parse_constraint(Alternative& alternative) {
    if (!scanner_.accept("(")) return true;
    if (alternative.is_value() || !alternative.node.find("type")) {
      return constraint_error(alternative.place, "a constraint does not fit this");
    }
    alternative.kind = Alternative::Kind::shape;
    return scanner_.accept("/") ? parse_pattern(alternative.node) : parse_range(alternative.node);
  }

  bool parse_pattern(Node& schema) {
    const Span pattern = scanner_.through("/)");
    if (!pattern.text.data()) {
      syntax_error(scanner_.here(), "the pattern is not closed").helped("end it with `/)`");
      return false;
    }
    const Place place = scanner_.place(pattern);
    if (schema.find("type")->text != "string") return constraint_error(place, "a pattern fits text only");
    schema.put("pattern", Node::make_string(std::string(pattern.text), place));
    return true;
  }

  bool parse_range(Node& schema) {
    const Span range = scanner_.through(")");
    const std::size_t dots = range.text.find("..");
    if (!range.text.data() || dots == range.text.npos) {
      syntax_error(range.text.data() ? scanner_.place(range) : scanner_.here(), "a range is missing")
          .helped("such as `(1..100)`, `(1..)` or `(..100)`");
      return false;
    }
    const std::string type = schema.find("type")->text;  // a copy: each bound moves the members
    if (type != "string" && type != "integer" && type != "number") {
      return constraint_error(scanner_.place(range), fmt::format("a range does not fit `{}`", type));
    }
    const bool length = type == "string";
    const Span low{range.offset, range.text.substr(0, dots)};
    const Span high{range.offset + dots + 2, range.text.substr(dots + 2)};
    return put_bound(schema, length ? "minLength" : "minimum", trimmed(low), type) &&
           put_bound(schema, length ? "maxLength" : "maximum", trimmed(high), type);
  }

  bool put_bound(Node& schema, std::string key, const Span& bound, std::string_view type) {
    if (bound.text.empty()) return true;
    Node value = value_of(bound);
    const bool fits = type == "number"
                          ? value.is(Node::Kind::integer) || value.is(Node::Kind::number)
                          : value.is(Node::Kind::integer) && (type != "string" || value.integer >= 0);
    if (!fits) {
      return constraint_error(scanner_.place(bound),
                              fmt::format("`{}` is no bound of a range of `{}`", visible(bound.text), type));
    }
    schema.put(std::move(key), std::move(value));
    return true;
  }

  bool parse_lists(Alternative& alternative) {
    for (std::size_t depth = 0; scanner_.accept("["); ++depth) {
      if (!scanner_.accept("]")) {
        const std::string_view inside = scanner_.rest().substr(0, scanner_.rest().find(']'));
        const bool range = inside.find("..") != inside.npos;
        syntax_error(scanner_.here(), range ? "a range stands in round brackets" : "`]` is missing")
            .helped(range ? fmt::format("write `({})`", visible(inside)) : "a list of texts is `string[]`");
        return false;
      }
      if (alternative.is_value()) return constraint_error(alternative.place, "`[]` follows a type");
      if (depth == kDeepestList) {
        return constraint_error(alternative.place, fmt::format("lists nest at most {} deep", kDeepestList));
      }
      Node list = Node::make_map(alternative.place);
      list.put("type", Node::make_string("array", alternative.place));
      list.put("items", std::move(alternative.node));
      alternative.node = std::move(list);
      alternative.kind = Alternative::Kind::shape;
    }
    return true;
  }

  /// Bare words are an enumeration only among themselves: `strng` and `integer | strng` are slips.
  bool check_words(const std::vector<Alternative>& alternatives) {
    const bool beside_types = std::any_of(alternatives.begin(), alternatives.end(),
                                          [](const Alternative& a) { return !a.is_value() && !a.is_null(); });
    if (alternatives.size() > 1 && !beside_types) return true;
    const std::string choice = choice_of_texts(alternatives);
    bool known = true;
    for (const Alternative& alternative : alternatives) {
      if (alternative.kind != Alternative::Kind::word &&
          !(alternatives.size() == 1 && is_bare_value(alternative))) {
        continue;
      }
      known = false;
      const std::string word = visible(alternative.node.text);
      diagnostics_.error("E0303", alternative.place, fmt::format("unknown type `{}`", word))
          .labelled("expected a type such as string, integer, number, boolean or the name of one")
          .helped(
              choice.empty()
                  ? did_you_mean(
                        alternative.node.text, builtin_names(),
                        fmt::format("to allow the text `{0}` alone, write it in quotes: `\"{0}\"`", word))
                  : fmt::format("a word with a capital is a type; for a choice of texts write `{}`", choice));
    }
    return known;
  }

  /// The choice that is meant where words stand beside names of types alone: those names in quotes. "" for
  /// any other.
  static std::string choice_of_texts(const std::vector<Alternative>& alternatives) {
    std::string choice;
    bool has_value = false;
    for (const Alternative& alternative : alternatives) {
      const Node* reference = alternative.node.find("$ref");
      if (!reference && !alternative.is_value()) return {};
      const std::string_view text = reference ? std::string_view(reference->text).substr(kTypes.size())
                                              : std::string_view(alternative.node.text);
      const std::string_view mark = reference || alternative.node.quoted ? "\"" : "";
      choice += fmt::format("{0}{1}{2}{1}", choice.empty() ? "" : " | ", mark, visible(text));
      has_value = has_value || !reference;
    }
    return has_value && alternatives.size() > 1 ? choice : std::string();
  }

  static bool is_bare_value(const Alternative& alternative) {
    return alternative.kind == Alternative::Kind::literal && !alternative.node.quoted;
  }

  bool parse_default(Node& schema) {
    scanner_.skip_spaces();
    Span value;
    bool quoted = false;
    for (const std::string_view quote : {"\"", "'"}) {
      if (quoted || !scanner_.accept(quote)) continue;
      quoted = true;
      value = scanner_.through(quote);
    }
    if (!quoted) value = trimmed(scanner_.take(default_length()));
    if (!value.text.data() || (!quoted && value.text.empty())) {
      syntax_error(scanner_.here(), quoted ? "the quote is not closed" : "a default is missing")
          .helped("such as `integer = 20` or `string = \"\"`");
      return false;
    }
    const Node* type = schema.find("type");
    const bool text = quoted || (type && type->is_string() && type->text == "string");
    std::optional<Node> parsed;
    if (!text) parsed = node_from_json_text(value.text, scanner_.place(value));
    schema.put("default", parsed ? std::move(*parsed)
                                 : Node::make_string(std::string(value.text), scanner_.place(value)));
    return true;
  }

  /// Up to a description or the end.
  std::size_t default_length() const {
    const std::string_view rest = scanner_.rest();
    if (rest.starts_with("-- ")) return 0;
    return std::min({rest.find(" -- "), rest.find("\n-- "), rest.size()});
  }

  bool parse_description(Node& schema) {
    const Span text = trimmed(scanner_.take(scanner_.rest().size()));
    if (text.text.empty()) {
      syntax_error(scanner_.here(), "the description is missing")
          .helped("write it after `--`, or leave `--` out");
      return false;
    }
    schema.put("description", Node::make_string(std::string(text.text), scanner_.place(text)));
    return true;
  }

  Diagnostic& syntax_error(Place place, std::string_view what) {
    return diagnostics_.error("E0211", place, fmt::format("`{}` is not a type: {}", excerpt(), what));
  }

  bool constraint_error(Place place, std::string what) {
    diagnostics_.error("E0212", place, std::move(what))
        .labelled("not here")
        .helped(
            "ranges fit numbers and the length of text, patterns fit text: `integer(1..9)`, `string(/^a/)`");
    return false;
  }

  std::string excerpt() const {
    constexpr std::size_t kLongest = 60;
    const std::string shown = visible(std::string_view(text_.text).substr(0, kLongest));
    return text_.text.size() > kLongest ? shown + "…" : shown;
  }

  const Node& text_;
  Scanner scanner_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Node> expand_shorthand(const Node& text, Diagnostics& diagnostics) {
  return Parser(text, diagnostics).parse();
}

}  // namespace mcpgen
