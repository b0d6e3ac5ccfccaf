#include "document/yaml_place.h"

#include "support/unicode.h"

namespace mcpgen {

Place yaml_place(const SourceFile& source, const yaml_mark_t& mark) {
  const int line = static_cast<int>(mark.line) + 1;
  const int column = static_cast<int>(mark.column) + 1;
  if (line <= source.line_count()) return {&source, line, column, column + 1};
  // libyaml ends every text with a line break, whether it has one or not.
  const int last = source.line_count();
  const int end = static_cast<int>(count_code_points(source.line(last))) + 1;
  return {&source, last, end, end + 1};
}

Place yaml_place(const SourceFile& source, const yaml_mark_t& start, const yaml_mark_t& end) {
  Place place = yaml_place(source, start);
  if (start.line == end.line && end.column > start.column)
    place.end_column = static_cast<int>(end.column) + 1;
  return place;
}

}  // namespace mcpgen
