#include "document/yaml_problem.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "document/yaml_place.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

constexpr std::string_view kSyntax = "E0104";
constexpr std::string_view kTab = "E0105";

/// The author's words for what libyaml reports. `at_start`: the fault is where the construct begins, not
/// where reading gave up.
struct Wording {
  std::string_view context;  // part of libyaml's context, "" for any
  std::string_view problem;  // part of libyaml's problem
  std::string_view what;
  std::string_view help;
  bool at_start = false;
};

constexpr std::array kWordings = {
    Wording{"", "mapping values are not allowed", "a `:` cannot stand here",
            "put text that contains `: ` in quotes, or check the indentation of this line"},
    Wording{"", "block sequence entries are not allowed", "a list item cannot begin here",
            "begin the list on a line of its own"},
    Wording{"", "mapping keys are not allowed", "a key cannot begin here", "begin it on a line of its own"},
    Wording{"simple key", "could not find expected ':'", "this line has no `:` after its key",
            "write `key: value`", true},
    Wording{"quoted scalar", "unexpected end of stream", "this quote is never closed",
            "add the closing quote", true},
    Wording{"quoted scalar", "unexpected document indicator", "this quote is never closed",
            "add the closing quote", true},
    Wording{"quoted scalar", "unknown escape", "this is no escape that YAML knows",
            "write a backslash as `\\\\`, or use single quotes"},
    Wording{"quoted scalar", "invalid Unicode", "this escape is no character",
            "write the character itself, or \\U and its eight digits"},
    Wording{"quoted scalar", "hexdecimal", "this escape lacks digits",
            "\\x takes two hexadecimal digits, \\u four, \\U eight"},
    Wording{"block scalar", "comment or line break", "the text must begin on the next line",
            "leave nothing but `|`, `>`, `-`, `+` or an indentation digit on this line"},
    Wording{"block scalar", "indentation indicator", "the indentation digit must be 1 to 9",
            "leave it out: the first line of the text says how far it is indented"},
    Wording{"flow sequence", "',' or ']'", "this list is not continued or closed with `,` or `]`",
            "add the `,` or `]`; text that contains one of , [ ] { } needs quotes"},
    Wording{"flow mapping", "',' or '}'", "this map is not continued or closed with `,` or `}`",
            "add the `,` or `}`; text that contains one of , [ ] { } needs quotes"},
    Wording{"flow", "did not find expected node content", "a value is missing here",
            "text that contains one of , [ ] { } needs quotes"},
    Wording{"block mapping", "did not find expected key", "this does not continue the map above",
            "indent it like the keys beside it; text after a closing quote or bracket needs quotes around "
            "all of it"},
    Wording{"block collection", "did not find expected '-'", "this does not continue the list above",
            "begin it with `- `, or indent it like the items beside it"},
    Wording{"", "<document start>", "this does not belong to what stands before it",
            "a manifest is one map: write every line as `key: value`"},
    Wording{"anchor", "alphabetic or numeric", "`&` begins an anchor, and this is no name for one",
            "put text that begins with `&` in quotes", true},
    Wording{"alias", "alphabetic or numeric", "`*` begins an alias, and this is no name of one",
            "put text that begins with `*` in quotes", true},
    Wording{"tag", "", "this is no tag", "put text that begins with `!` in quotes"},
};

bool contains(const char* text, std::string_view part) {
  return text != nullptr && std::string_view(text).find(part) != std::string_view::npos;
}

const Wording* wording_for(const yaml_parser_t& parser) {
  for (const Wording& wording : kWordings) {
    const bool in_context = wording.context.empty() || contains(parser.context, wording.context);
    if (in_context && contains(parser.problem, wording.problem)) return &wording;
  }
  return nullptr;
}

std::string_view character_at(const SourceFile& source, const Place& place) {
  const std::string_view line = source.line(place.line);
  const std::size_t offset = byte_offset(line, static_cast<std::size_t>(place.column - 1));
  const auto c = code_point_at(line, offset);
  return c ? line.substr(offset, c->size) : std::string_view();
}

void report_bad_start(const SourceFile& source, const Place& at, TreeBuilder& tree) {
  const std::string_view character = character_at(source, at);
  if (character == "\t") {
    tree.error(kTab, at, "a tab cannot indent YAML").helped("use spaces");
  } else {
    tree.error(kSyntax, at, fmt::format("a value cannot begin with `{}`", character))
        .helped("put it in quotes if it is text");
  }
}

/// An open bracket is the fault when reading gave up on a later line.
bool is_left_open(const yaml_parser_t& parser) {
  return contains(parser.context, "while parsing a flow") &&
         parser.context_mark.line != parser.problem_mark.line;
}

/// `"a" | "b"`: YAML takes the `|` behind a quoted text for the start of a block.
bool is_choice_of_quoted_words(const yaml_parser_t& parser, const SourceFile& source) {
  if (!contains(parser.context, "block scalar")) return false;
  const Place bar = yaml_place(source, parser.context_mark);
  const std::string_view line = source.line(bar.line);
  const std::string_view before = line.substr(0, byte_offset(line, static_cast<std::size_t>(bar.column - 1)));
  const std::size_t last = before.find_last_not_of(' ');
  return last != before.npos && (before[last] == '"' || before[last] == '\'');
}

}  // namespace

void report_yaml_problem(const yaml_parser_t& parser, const SourceFile& source, TreeBuilder& tree) {
  const Place stopped = yaml_place(source, parser.problem_mark);
  if (contains(parser.problem, "cannot start any token")) return report_bad_start(source, stopped, tree);
  if (contains(parser.problem, "found a tab character")) {
    tree.error(kTab, stopped, "a tab cannot indent YAML").helped("use spaces");
    return;
  }

  if (is_choice_of_quoted_words(parser, source)) {
    tree.error(kSyntax, yaml_place(source, parser.context_mark), "nothing can follow the closing quote")
        .helped(
            "a choice of words is written `celsius | fahrenheit`; where words need quotes, put quotes "
            "around all of it as well");
    return;
  }
  const Wording* wording = wording_for(parser);
  if (wording == nullptr) {
    tree.error(kSyntax, stopped,
               fmt::format("this is not YAML: {}", parser.problem ? parser.problem : "it cannot be read"))
        .helped("check the quotes, brackets and indentation around it");
    return;
  }
  const bool at_start = wording->at_start || is_left_open(parser);
  const Place at = at_start ? yaml_place(source, parser.context_mark) : stopped;
  Diagnostic& error = tree.error(kSyntax, at, std::string(wording->what)).helped(std::string(wording->help));
  if (at_start && stopped.line != at.line) error.noted(stopped, "reading gave up here");
}

}  // namespace mcpgen
