#include "cli/reached.h"

#include <algorithm>

#include "cli/pipeline.h"

namespace mcpgen {

Reached reached(const Model& model) {
  const bool pipe = std::ranges::count(model.transports, "transport_stdio", &Part::component) > 0;
  if (pipe) return Reached::through_pipe;
  return model.serves_mcp ? Reached::at_url : Reached::without_mcp;
}

std::optional<Reached> reached(const Project& project) {
  Workbench bench;
  const auto model = model_of(project, bench);
  if (!model || bench.diagnostics.has_errors()) return {};
  return reached(*model);
}

}  // namespace mcpgen
