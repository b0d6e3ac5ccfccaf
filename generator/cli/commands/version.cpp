#include <nlohmann/json.hpp>

#include "catalogue/catalogue.h"
#include "cli/commands/commands.h"
#include "cli/version.h"

namespace mcpgen {
namespace {

int version(const Given&, const Console& console) {
  if (!console.json) {
    console.out << "mcpgen " << kVersion << '\n';
    return static_cast<int>(ExitCode::success);
  }
  nlohmann::ordered_json variants = nlohmann::ordered_json::object();
  for (const Variant& variant : Catalogue::built_in().all()) variants[variant.kind].push_back(variant.name);
  const nlohmann::ordered_json answer = {{"name", "mcpgen"}, {"version", kVersion}, {"variants", variants}};
  console.out << answer.dump() << '\n';
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command version_command() {
  return {.name = "version",
          .summary = "Show the version, and with --json what this build can put into a server",
          .examples = "mcpgen version\nmcpgen version --json",
          .options = {{.name = "json", .help = "As one line of JSON"}},
          .run = version};
}

}  // namespace mcpgen
