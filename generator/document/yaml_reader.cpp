#include "document/yaml_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "document/scalar.h"
#include "document/tree_builder.h"
#include "document/yaml_anchors.h"
#include "document/yaml_events.h"
#include "document/yaml_place.h"
#include "document/yaml_precheck.h"
#include "document/yaml_problem.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

std::string to_text(const yaml_char_t* chars) { return reinterpret_cast<const char*>(chars); }

const yaml_char_t* anchor_of(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_SCALAR_EVENT:
      return event.data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
      return event.data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT:
      return event.data.mapping_start.anchor;
    default:
      return nullptr;
  }
}

const yaml_char_t* tag_of(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_SCALAR_EVENT:
      return event.data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
      return event.data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
      return event.data.mapping_start.tag;
    default:
      return nullptr;
  }
}

/// The one tag that says nothing else than the node's own form does.
std::string_view redundant_tag(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_SCALAR_EVENT:
      return YAML_STR_TAG;
    case YAML_SEQUENCE_START_EVENT:
      return YAML_SEQ_TAG;
    default:
      return YAML_MAP_TAG;
  }
}

bool is_quoted_over_lines(const yaml_event_t& event) {
  if (event.type != YAML_SCALAR_EVENT || event.start_mark.line == event.end_mark.line) return false;
  const yaml_scalar_style_t style = event.data.scalar.style;
  return style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

/// Past anchors, tags and the blanks after them; `begin` itself when the value is on a later line.
std::size_t skip_properties(std::string_view line, std::size_t begin) {
  std::size_t at = begin;
  while (at < line.size() && (line[at] == '&' || line[at] == '!')) {
    at = std::min(line.find_first_of(" \t", at), line.size());
    at = std::min(line.find_first_not_of(" \t", at), line.size());
  }
  return at < line.size() && line[at] != '#' ? at : begin;
}

/// Flow lists and maps on one line are marked whole.
void end_at(const yaml_mark_t& end, Place& place) {
  if (static_cast<int>(end.line) + 1 == place.line) place.end_column = static_cast<int>(end.column) + 1;
}

class YamlReader {
 public:
  YamlReader(const SourceFile& source, Diagnostics& diagnostics, const DocumentLimits& limits)
      : source_(source), tree_(diagnostics, limits), events_(source.text), anchors_(tree_) {}

  std::optional<Node> run();

 private:
  struct Stretch {
    yaml_mark_t start;
    yaml_mark_t end;
  };

  bool next();
  void report_long_quote();
  bool read(Node& node, std::size_t depth);
  bool read_value(Node& node, std::size_t depth);
  void read_scalar(Node& node);
  bool read_list(Node& node, std::size_t depth);
  bool read_map(Node& node, std::size_t depth);
  void check_key();
  void check_tag();
  bool has_more();

  std::string scalar_text() const;
  Place here() const { return yaml_place(source_, event().start_mark, event().end_mark); }
  Place value_place() const;
  const yaml_event_t& event() const { return events_.event(); }

  const SourceFile& source_;
  TreeBuilder tree_;
  YamlEvents events_;
  YamlAnchors anchors_;
  std::optional<Stretch> long_quote_;  ///< the last quoted text of several lines
};

std::optional<Node> YamlReader::run() {
  if (!next() || !next()) return std::nullopt;
  Node root;
  if (event().type == YAML_DOCUMENT_START_EVENT) {
    if (!next() || !read(root, 1) || !next() || has_more()) return std::nullopt;
  }
  if (root.is_null() && root.text.empty()) {
    tree_.error("E0117", {&source_, 1, 1, 2}, "this file is empty")
        .helped("begin with `mcpgen: 1`, or run `mcpgen new` for a first manifest");
  }
  if (tree_.failed()) return std::nullopt;
  return root;
}

bool YamlReader::next() {
  if (events_.next()) {
    if (is_quoted_over_lines(event())) long_quote_ = {event().start_mark, event().end_mark};
    return true;
  }
  const yaml_parser_t& parser = events_.parser();
  if (long_quote_ && long_quote_->end.line == parser.problem_mark.line) {
    report_long_quote();
  } else {
    report_yaml_problem(parser, source_, tree_);
  }
  return false;
}

/// A quote left open closes where the next begins, and the text after that is what libyaml complains of.
void YamlReader::report_long_quote() {
  const Place start = yaml_place(source_, long_quote_->start);
  const Place end = yaml_place(source_, long_quote_->end);
  tree_.error("E0104", start, "this quote is not closed on its line")
      .helped("add the closing quote")
      .noted(end, "reading ended it here, before text that does not belong to it");
}

bool YamlReader::read(Node& node, std::size_t depth) {
  if (event().type == YAML_ALIAS_EVENT) {
    node.place = here();
    return tree_.admit(depth, node.place) &&
           anchors_.resolve(to_text(event().data.alias.anchor), node.place, depth, node);
  }
  node.place = value_place();
  if (!tree_.admit(depth, node.place)) return false;
  check_tag();
  if (anchor_of(event()) == nullptr) return read_value(node, depth);

  const std::string name = to_text(anchor_of(event()));
  anchors_.begin(name);
  return read_value(node, depth) && anchors_.complete(name, node);
}

bool YamlReader::read_value(Node& node, std::size_t depth) {
  switch (event().type) {
    case YAML_SEQUENCE_START_EVENT:
      return read_list(node, depth);
    case YAML_MAPPING_START_EVENT:
      return read_map(node, depth);
    default:
      read_scalar(node);
      return true;
  }
}

void YamlReader::read_scalar(Node& node) {
  const auto& scalar = event().data.scalar;
  if (scalar.style != YAML_PLAIN_SCALAR_STYLE || scalar.tag != nullptr) {
    node.kind = Node::Kind::string;
    node.text = scalar_text();
    node.quoted = true;
  } else if (const auto problem = resolve_plain(scalar_text(), node)) {
    tree_.error("E0115", node.place, problem->what).helped(problem->help);
  }
}

bool YamlReader::read_list(Node& node, std::size_t depth) {
  node.kind = Node::Kind::list;
  const bool flow = event().data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
  for (;;) {
    if (!next()) return false;
    if (event().type == YAML_SEQUENCE_END_EVENT) break;
    if (!read(node.items.emplace_back(), depth + 1)) return false;
  }
  if (flow) end_at(event().end_mark, node.place);
  return true;
}

bool YamlReader::read_map(Node& node, std::size_t depth) {
  node.kind = Node::Kind::map;
  const bool flow = event().data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  KeyIndex index(node);
  for (;;) {
    if (!next()) return false;
    if (event().type == YAML_MAPPING_END_EVENT) break;
    const Place key_place = value_place();
    if (event().type != YAML_SCALAR_EVENT) {
      tree_.error("E0116", key_place, "a key must be text").helped("write `name: value`");
      return false;
    }
    if (!tree_.admit(depth + 1, key_place)) return false;
    check_key();
    Node& value = tree_.add_member(node, index, scalar_text(), key_place);
    if (!next() || !read(value, depth + 1)) return false;
  }
  if (flow) {
    end_at(event().end_mark, node.place);
  } else if (!node.members.empty() && node.members[0].key_place.line == node.place.line) {
    node.place.end_column = node.members[0].key_place.end_column;
  }
  return true;
}

void YamlReader::check_key() {
  const auto& scalar = event().data.scalar;
  check_tag();
  if (scalar.anchor != nullptr) {
    tree_.error("E0116", here(), "a key cannot have an anchor").helped("put the anchor before the value");
  }
  if (scalar.style != YAML_PLAIN_SCALAR_STYLE) return;
  if (scalar.length == 0) {
    tree_.error("E0116", here(), "the key before this `:` is missing").helped("write `name: value`");
  } else if (scalar_text() == "<<") {
    tree_.error("E0114", here(), "merge keys (`<<`) are not part of YAML 1.2")
        .helped("write the keys out, or share them with `extends`, `include` or `types`");
  }
}

void YamlReader::check_tag() {
  const yaml_char_t* const tag = tag_of(event());
  if (tag == nullptr || to_text(tag) == redundant_tag(event())) return;
  tree_.error("E0113", here(), fmt::format("the tag `{}` is not supported", to_text(tag)))
      .helped("remove it; put a value in quotes if it is text");
}

/// Whether anything but comments follows the document, which ends at the present event.
bool YamlReader::has_more() {
  const bool ended = event().data.document_end.implicit == 0;  // by `...`
  const int last = static_cast<int>(event().end_mark.line) + 1;
  const std::size_t done = event().end_mark.column;
  for (int line = last; line <= source_.line_count(); ++line) {
    std::string_view text = source_.line(line);
    if (line == last) text.remove_prefix(byte_offset(text, done));
    if (is_blank_or_comment(text) || text.substr(0, 3) == "...") continue;
    const bool another = ended || text[0] == '%' || text.substr(0, 3) == "---";
    if (!another && !next()) return true;
    tree_.error("E0112", {&source_, line, 1, 4}, "a second document begins here")
        .helped("keep one document in a file; others can be named under `include`");
    return true;
  }
  return false;
}

std::string YamlReader::scalar_text() const {
  const auto& scalar = event().data.scalar;
  return {reinterpret_cast<const char*>(scalar.value), scalar.length};
}

/// libyaml lets a value begin at its anchor or tag; ours begins where its text does.
Place YamlReader::value_place() const {
  Place place = here();
  const bool has_properties = anchor_of(event()) != nullptr || tag_of(event()) != nullptr;
  if (!has_properties || place.column > kExactColumns) return place;
  const std::string_view line = source_.line(place.line);
  const std::size_t begin = byte_offset(line, static_cast<std::size_t>(place.column - 1));
  const std::size_t value = skip_properties(line, begin);
  place.column += static_cast<int>(count_code_points(line.substr(begin, value - begin)));
  place.end_column = std::max(place.end_column, place.column + 1);
  return place;
}

}  // namespace

std::optional<Node> read_yaml(const SourceFile& source, Diagnostics& diagnostics,
                              const DocumentLimits& limits) {
  if (!check_yaml_bounds(source, diagnostics, limits)) return std::nullopt;
  return YamlReader(source, diagnostics, limits).run();
}

}  // namespace mcpgen
