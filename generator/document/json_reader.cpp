#include "document/json_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "document/escape.h"
#include "document/scalar.h"
#include "document/tree_builder.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

constexpr std::string_view kSyntax = "E0106";

class JsonReader {
 public:
  JsonReader(const SourceFile& source, Diagnostics& diagnostics, const DocumentLimits& limits)
      : source_(source), text_(source.text), tree_(diagnostics, limits) {}

  std::optional<Node> run();

 private:
  bool read(Node& node, std::size_t depth);
  bool read_list(Node& node, std::size_t depth);
  bool read_map(Node& node, std::size_t depth);
  bool read_member(Node& map, KeyIndex& index, std::size_t depth);
  bool read_string(std::string& value);
  bool read_word(Node& node);
  bool fits();

  char peek() const { return offset_ < text_.size() ? text_[offset_] : '\0'; }
  void advance(std::size_t bytes);
  void skip_space();
  bool take(char expected);
  bool fail(std::string what, std::string help);
  bool fail_here(std::string expected);
  Place here(std::size_t bytes = 1) const;
  /// Marks from `start` to the present place when that is on one line.
  Place until_here(Place start) const;

  const SourceFile& source_;
  std::string_view text_;
  TreeBuilder tree_;
  std::size_t offset_ = 0;
  int line_ = 1;
  int column_ = 1;
};

std::optional<Node> JsonReader::run() {
  if (!fits()) return std::nullopt;
  skip_space();
  if (offset_ == text_.size()) {
    tree_.error("E0117", here(), "this file is empty").helped("begin with {\"mcpgen\": 1}");
    return std::nullopt;
  }
  Node root;
  if (!read(root, 1)) return std::nullopt;
  skip_space();
  if (offset_ < text_.size()) {
    tree_.error("E0112", here(), "nothing may follow the JSON value").helped("keep one document in a file");
  }
  if (tree_.failed()) return std::nullopt;
  return root;
}

bool JsonReader::read(Node& node, std::size_t depth) {
  node.place = here();
  if (!tree_.admit(depth, node.place)) return false;
  switch (peek()) {
    case '{':
      return read_map(node, depth);
    case '[':
      return read_list(node, depth);
    case '"':
      node.kind = Node::Kind::string;
      node.quoted = true;
      if (!read_string(node.text)) return false;
      node.place = until_here(node.place);
      return true;
    default:
      return read_word(node);
  }
}

bool JsonReader::read_list(Node& node, std::size_t depth) {
  node.kind = Node::Kind::list;
  advance(1);
  skip_space();
  if (!take(']')) {
    for (;;) {
      if (!read(node.items.emplace_back(), depth + 1)) return false;
      skip_space();
      if (take(']')) break;
      if (!take(',')) return fail_here("`,` or `]`");
      skip_space();
      if (peek() == ']') return fail("a comma before `]` is not JSON", "remove the comma");
    }
  }
  node.place = until_here(node.place);
  return true;
}

bool JsonReader::read_map(Node& node, std::size_t depth) {
  node.kind = Node::Kind::map;
  advance(1);
  skip_space();
  if (!take('}')) {
    KeyIndex index(node);
    for (;;) {
      if (!read_member(node, index, depth)) return false;
      skip_space();
      if (take('}')) break;
      if (!take(',')) return fail_here("`,` or `}`");
      skip_space();
      if (peek() == '}') return fail("a comma before `}` is not JSON", "remove the comma");
    }
  }
  node.place = until_here(node.place);
  return true;
}

bool JsonReader::read_member(Node& map, KeyIndex& index, std::size_t depth) {
  if (peek() != '"') return fail_here("a key in double quotes");
  const Place start = here();
  std::string key;
  if (!read_string(key)) return false;
  const Place key_place = until_here(start);
  if (!tree_.admit(depth + 1, key_place)) return false;
  skip_space();
  if (!take(':')) return fail_here("`:`");
  skip_space();
  return read(tree_.add_member(map, index, std::move(key), key_place), depth + 1);
}

bool JsonReader::read_string(std::string& value) {
  const Place start = here();
  advance(1);
  for (;;) {
    const std::size_t run = std::min(text_.find_first_of("\"\\\n\r", offset_), text_.size()) - offset_;
    const std::string_view plain = text_.substr(offset_, run);
    const auto control =
        std::find_if(plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    value += plain;
    advance(static_cast<std::size_t>(control - plain.begin()));
    if (control != plain.end())
      return fail("a control character may not stand in a string", "write it as \\u and four digits");
    if (take('"')) return true;
    if (peek() != '\\') {
      tree_.error(kSyntax, start, "this string is never closed")
          .helped("add the closing `\"`; a line break is written \\n");
      return false;
    }
    const char letter = offset_ + 1 < text_.size() ? text_[offset_ + 1] : '\0';
    const bool known = std::string_view("\"\\/bfnrtu").find(letter) != std::string_view::npos;
    const auto escape = known ? escape_at(text_, offset_) : std::nullopt;
    if (!escape)
      return fail(
          "this is no escape that JSON knows",
          "a backslash itself is written \\\\; \\u takes four digits, half a surrogate pair is no character");
    value += escape->value;
    advance(escape->size);
  }
}

/// RFC 8259's numbers are a subset of what plain YAML calls one.
bool is_json_number(std::string_view word) {
  const std::string_view digits = word.substr(word[0] == '-' ? 1 : 0);
  if (digits.empty() || digits[0] < '0' || digits[0] > '9') return false;
  if (digits.find_first_not_of("0123456789+-.eE") != digits.npos) return false;
  if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') return false;
  const std::size_t point = digits.find('.');
  return point == digits.npos ||
         (point + 1 < digits.size() && digits[point + 1] >= '0' && digits[point + 1] <= '9');
}

bool JsonReader::read_word(Node& node) {
  const std::size_t size = std::min(text_.find_first_of(" \t\r\n,:[]{}\"", offset_), text_.size()) - offset_;
  const std::string_view word = text_.substr(offset_, size);
  if (word.empty()) return fail_here("a value");
  const bool literal = word == "true" || word == "false" || word == "null";
  if (!literal && !is_json_number(word)) return fail_here("a value");

  node.place = here(size);
  if (const auto problem = resolve_plain(word, node)) {
    tree_.error("E0115", node.place, problem->what).helped(problem->help);
  } else if (node.is_string()) {
    return fail_here("a value");
  }
  advance(size);
  return true;
}

/// Each comma and colon stands between two nodes: too many fail before a tree of them takes memory.
bool JsonReader::fits() {
  if (text_.size() <= tree_.limits().nodes) return true;
  std::size_t nodes = 1;
  bool in_string = false;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\\' && in_string)
      ++i;
    else if (text_[i] == '"')
      in_string = !in_string;
    else if (!in_string && (text_[i] == ',' || text_[i] == ':'))
      ++nodes;
    if (nodes > tree_.limits().nodes) {
      advance(i);
      return tree_.admit_nodes(nodes, here());
    }
  }
  return true;
}

void JsonReader::advance(std::size_t bytes) {
  for (const std::size_t end = offset_ + bytes; offset_ < end; ++offset_) {
    const char c = text_[offset_];
    if (c == '\n' || (c == '\r' && (offset_ + 1 == text_.size() || text_[offset_ + 1] != '\n'))) {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
      ++column_;
    }
  }
}

void JsonReader::skip_space() {
  advance(std::min(text_.find_first_not_of(" \t\r\n", offset_), text_.size()) - offset_);
}

bool JsonReader::take(char expected) {
  if (peek() != expected) return false;
  advance(1);
  return true;
}

bool JsonReader::fail(std::string what, std::string help) {
  tree_.error(kSyntax, here(), std::move(what)).helped(std::move(help));
  return false;
}

bool JsonReader::fail_here(std::string expected) {
  if (offset_ == text_.size())
    return fail(fmt::format("the file ends where {} is due", expected), "close what is open");
  std::string help = "check the commas, quotes and brackets around it";
  if (peek() == '/' || peek() == '#') help = "JSON has no comments: remove it, or write the manifest as YAML";
  if (peek() == '\'') help = "JSON takes double quotes";
  return fail(fmt::format("{} is due here", expected), std::move(help));
}

Place JsonReader::here(std::size_t bytes) const {
  const int width = static_cast<int>(count_code_points(text_.substr(offset_, bytes)));
  return {&source_, line_, column_, column_ + std::max(width, 1)};
}

Place JsonReader::until_here(Place start) const {
  if (start.line == line_) start.end_column = column_;
  return start;
}

}  // namespace

std::optional<Node> read_json(const SourceFile& source, Diagnostics& diagnostics,
                              const DocumentLimits& limits) {
  return JsonReader(source, diagnostics, limits).run();
}

}  // namespace mcpgen
