#include "document/yaml_precheck.h"

#include "document/tree_builder.h"
#include "document/yaml_events.h"
#include "document/yaml_place.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

bool has_directive(const SourceFile& source, Diagnostics& diagnostics) {
  for (int line = 1; line <= source.line_count(); ++line) {
    const std::string_view text = source.line(line);
    if (is_blank_or_comment(text)) continue;
    if (text[0] != '%') return false;
    diagnostics
        .error("E0113", {&source, line, 1, static_cast<int>(count_code_points(text)) + 1},
               "directives are not supported")
        .helped("remove the line: every manifest is YAML 1.2");
    return true;
  }
  return false;
}

bool is_end(yaml_event_type_t type) {
  return type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT;
}

bool opens(yaml_event_type_t type) {
  return type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT;
}

bool closes(yaml_event_type_t type) {
  return type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT;
}

bool fits(const SourceFile& source, Diagnostics& diagnostics, const DocumentLimits& limits) {
  if (source.text.size() <= limits.nodes) return true;
  YamlEvents events(source.text);
  TreeBuilder counter(diagnostics, limits);
  std::size_t depth = 0;
  while (events.next() && !is_end(events.event().type)) {
    const yaml_event_type_t type = events.event().type;
    if (closes(type)) --depth;
    if (!opens(type) && type != YAML_SCALAR_EVENT && type != YAML_ALIAS_EVENT) continue;
    if (!counter.admit(depth + 1, yaml_place(source, events.event().start_mark))) return false;
    if (opens(type)) ++depth;
  }
  return true;
}

}  // namespace

bool check_yaml_bounds(const SourceFile& source, Diagnostics& diagnostics, const DocumentLimits& limits) {
  return !has_directive(source, diagnostics) && fits(source, diagnostics, limits);
}

bool is_blank_or_comment(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

}  // namespace mcpgen
