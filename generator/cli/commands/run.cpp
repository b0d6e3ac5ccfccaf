#include <unistd.h>

#include "cli/build_project.h"
#include "cli/commands/commands.h"
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

  std::string program = built_program(project);
  std::vector<std::string> words = given.after_dashes;
  std::vector<char*> argv{program.data()};
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  console.err.flush();
  ::execv(program.c_str(), argv.data());
  return console.fail(ExitCode::toolchain, "cannot_start", "cannot start `" + program + "`");
}

}  // namespace

Command run_command() {
  return {.name = "run",
          .summary = "Build a server and start it",
          .operands = "[MANIFEST] [-- SERVER-ARGUMENTS...]",
          .examples = "mcpgen run\nmcpgen run -- --help",
          .details =
              "The server takes over standard input and output; everything else is said on standard error.",
          .options = build_options(),
          .run = run_server};
}

}  // namespace mcpgen
