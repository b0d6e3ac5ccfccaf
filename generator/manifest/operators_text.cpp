#include "manifest/placeholders.h"
#include "manifest/reading.h"

namespace mcpgen {

Text read_operators_text(const Node& section, std::string_view key, Reading& reading) {
  const Node* node = section.find(key);
  if (!node) return {};
  const Placeholders placeholders = scan_placeholders(node->text);
  for (const PlaceholderFault& fault : placeholders.faults) {
    if (node->text[fault.offset] != '$') continue;
    reading.diagnostics.error("E0602", place_inside(*node, fault.offset, fault.length), fault.message)
        .helped(fault.help);
  }
  for (const Placeholder& placeholder : placeholders.found) {
    if (placeholder.kind == Placeholder::Kind::variable)
      reading.variables.push_back(
          {placeholder.name, place_inside(*node, placeholder.offset, placeholder.length)});
  }
  return {node->text, node->place};
}

}  // namespace mcpgen
