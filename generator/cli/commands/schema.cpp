#include "manifest/schema.h"

#include <nlohmann/json.hpp>

#include "cli/commands/commands.h"

namespace mcpgen {
namespace {

int schema(const Given&, const Console& console) {
  console.out << composed_schema(Catalogue::built_in()).dump(2) << '\n';
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command schema_command() {
  return {.name = "schema",
          .summary = "Print the JSON Schema of a manifest, for editors",
          .examples = "mcpgen schema > mcpgen.schema.json",
          .run = schema};
}

}  // namespace mcpgen
