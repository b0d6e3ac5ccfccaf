#include <algorithm>

#include "cli/commands/commands.h"
#include "cli/pipeline.h"
#include "emit/emit.h"
#include "support/text.h"

namespace mcpgen {
namespace {

int stub(const Given& given, const Console& console) {
  if (given.operands.empty())
    return console.fail(ExitCode::usage, "usage", "which handler?", "mcpgen stub greet");
  const auto found = find_project(given, 1);
  if (const auto* fault = std::get_if<UsageFault>(&found)) {
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  }
  Workbench bench;
  const auto model = model_of(std::get<Project>(found), bench);
  if (!model) {
    show_findings(bench, given, console);
    return static_cast<int>(ExitCode::bad_input);
  }
  const std::string& name = given.operands.front();
  const auto handler = std::find_if(
      model->handlers.begin(), model->handlers.end(),
      [&](const Handler& candidate) { return candidate.ident == name || candidate.subject == name; });
  if (handler == model->handlers.end()) {
    std::vector<std::string> names;
    for (const Handler& candidate : model->handlers) names.push_back(candidate.ident);
    return console.fail(
        ExitCode::usage, "usage", "the manifest asks for no handler `" + name + "`",
        did_you_mean(name, names,
                     names.empty() ? "it asks for none at all" : "it asks for " + one_of(names)));
  }
  console.out << emit_stub(*model, *handler).text;
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command stub_command() {
  std::vector<Option> options = manifest_options();
  options.push_back(error_format_option());
  return {
      .name = "stub",
      .summary = "Print a fresh definition of a handler",
      .operands = "NAME [MANIFEST]",
      .examples = "mcpgen stub greet\nmcpgen stub greet | diff src/greet.cpp -",
      .details =
          "Print it to compare: `> src/greet.cpp` would replace what you wrote there. A file that is not\n"
          "there yet is written by `mcpgen build`.",
      .options = std::move(options),
      .run = stub};
}

}  // namespace mcpgen
