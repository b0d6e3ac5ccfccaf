#include "cli/build_project.h"
#include "cli/commands/commands.h"
#include "cli/process.h"
#include "cli/server_program.h"

namespace mcpgen {
namespace {

int run_server(const Given& given, const Console& console) {
  const auto found = find_project(given);
  if (const auto* fault = std::get_if<UsageFault>(&found)) {
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  }
  const Project& project = std::get<Project>(found);
  const auto generated = generate_project(project, given, console);
  if (const int* failed = std::get_if<int>(&generated)) return *failed;
  const Model& model = std::get<Generated>(generated).model;
  if (const auto failed = compile_generated(project, model, given, console)) return *failed;

  const std::string program = built_program(project);
  console.err.flush();
  become(program, given.after_dashes, project.folder.string());
  return console.fail(ExitCode::toolchain, "cannot_start", "cannot start `" + program + "`");
}

}  // namespace

Command run_command() {
  return {
      .name = "run",
      .summary = "Build a server and start it",
      .operands = "[MANIFEST] [-- SERVER-ARGUMENTS...]",
      .examples = "mcpgen run\nmcpgen run -- --help",
      .details =
          "The server takes over standard input and output; everything else is said on standard error. It\n"
          "starts in the manifest's folder: paths among its arguments are relative to that.",
      .options = build_options(),
      .run = run_server};
}

}  // namespace mcpgen
