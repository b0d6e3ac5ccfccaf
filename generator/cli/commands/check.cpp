#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/pipeline.h"

namespace mcpgen {
namespace {

int check(const Given& given, const Console& console) {
  const auto found = find_project(given);
  if (const auto* fault = std::get_if<UsageFault>(&found)) {
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  }
  Workbench bench;
  const auto model = model_of(std::get<Project>(found), bench);
  const bool errors = show_findings(bench, given, console);
  const bool refused = given.has("strict") && bench.diagnostics.count(Severity::warning) > 0;
  if (!model || errors || refused) return static_cast<int>(ExitCode::bad_input);
  if (bench.diagnostics.all().empty() && !console.json)
    console.note(fmt::format("no findings in {} ({} ms)", bench.inputs.front(), bench.elapsed().count()));
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command check_command() {
  std::vector<Option> options = manifest_options();
  options.push_back(error_format_option());
  options.push_back({.name = "json", .help = "The same as --error-format json"});
  options.push_back({.name = "strict", .help = "Fail on warnings as well"});
  return {.name = "check",
          .alias = "validate",
          .summary = "Check a manifest and report what is wrong with it",
          .operands = "[MANIFEST]",
          .examples = "mcpgen check\nmcpgen check calculator.yaml --strict --error-format github-actions",
          .options = std::move(options),
          .run = check};
}

}  // namespace mcpgen
