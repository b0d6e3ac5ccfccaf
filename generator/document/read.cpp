#include <fmt/format.h>

#include "document/document.h"
#include "document/encoding.h"
#include "document/json_reader.h"
#include "document/yaml_reader.h"

namespace mcpgen {

std::optional<Node> read_document(const SourceFile& source, Diagnostics& diagnostics,
                                  const DocumentLimits& limits) {
  if (source.text.size() > limits.bytes) {
    diagnostics
        .error("E0102", {&source, 1, 1, 2}, fmt::format("the file is larger than {} bytes", limits.bytes))
        .helped("offer less from one server, or divide it into several");
    return std::nullopt;
  }
  if (!check_utf8(source, diagnostics)) return std::nullopt;
  if (source.path.ends_with(".json")) return read_json(source, diagnostics, limits);
  if (!check_yaml_characters(source, diagnostics)) return std::nullopt;
  return read_yaml(source, diagnostics, limits);
}

}  // namespace mcpgen
