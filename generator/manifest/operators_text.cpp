#include <fmt/format.h>

#include <mcp/core/template/template_text.h>

#include "document/place_inside.h"
#include "manifest/reading.h"
#include "support/text.h"

namespace mcpgen {

void note_piece(const mcp::TemplatePiece& piece, const PlacesInside& text, Reading& reading) {
  if (piece.kind == mcp::TemplatePiece::Kind::fault) {
    reading.diagnostics
        .error("E0602", text.at(piece.offset, piece.text.size()),
               fmt::format("`{}` {}", visible(piece.text), piece.fault))
        .helped(std::string(piece.help));
  } else if (piece.kind == mcp::TemplatePiece::Kind::variable) {
    reading.variables.push_back({std::string(piece.text), text.at(piece.offset, piece.length)});
  }
}

Text read_operators_text(const Node& node, Reading& reading) {
  const PlacesInside places(node);
  for (const mcp::TemplatePiece& piece : mcp::split_template(node.text, mcp::Braces::text))
    note_piece(piece, places, reading);
  return {node.text, node.place};
}

Text read_operators_text(const Node& section, std::string_view key, Reading& reading) {
  const Node* node = section.find(key);
  return node ? read_operators_text(*node, reading) : Text{};
}

std::vector<Text> read_operators_texts(const Node& section, std::string_view key, Reading& reading) {
  std::vector<Text> texts;
  if (const Node* list = section.find(key)) {
    for (const Node& item : list->items) texts.push_back(read_operators_text(item, reading));
  }
  return texts;
}

}  // namespace mcpgen
