#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/build_project.h"
#include "cli/commands/commands.h"
#include "cli/commands/next_steps.h"
#include "cli/server_program.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

std::string readable_size(const fs::path& file) {
  std::error_code ignored;
  const auto kilobytes = fs::file_size(file, ignored) / 1024;
  if (kilobytes < 1024) return std::to_string(kilobytes) + " KB";
  return std::to_string(kilobytes / 1024) + "." + std::to_string(kilobytes % 1024 * 10 / 1024) + " MB";
}

/// For mcp_generate(): our files only, into a folder of the build tree, and a list of what was read.
int build_for_cmake(const Project& project, const Given& given, const Console& console) {
  Workbench bench;
  const auto model = model_of(project, bench);
  std::ofstream inputs(given.value("inputs"));
  for (const std::string& file : bench.inputs) inputs << fs::absolute(file).string() << '\n';
  std::optional<OutputPlan> plan;
  if (model) plan = plan_of(*model, generated_folder(given.value("generated")), Which::ours, bench);
  const bool written = plan && write_output(*plan, bench.diagnostics);
  show_findings(bench, given, console);
  return static_cast<int>(written ? ExitCode::success : ExitCode::bad_input);
}

/// The stubs that were just written, separated by commas.
std::string new_stubs(const OutputPlan& plan) {
  std::string files;
  for (const Change& change : plan.changes) {
    if (change.kind == Change::Kind::create && change.owner == Owner::user && change.path.ends_with(".cpp"))
      files += (files.empty() ? "" : ", ") + change.path;
  }
  return files;
}

int build(const Given& given, const Console& console) {
  const auto found = find_project(given);
  if (const auto* fault = std::get_if<UsageFault>(&found)) {
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  }
  const Project& project = std::get<Project>(found);
  if (given.has("generated")) return build_for_cmake(project, given, console);
  const auto generated = generate_project(project, given, console);
  if (const int* failed = std::get_if<int>(&generated)) return *failed;
  const auto& [model, plan] = std::get<Generated>(generated);
  const bool elsewhere = given.has("out");
  if (given.has("gen-only") || given.has("dry-run") || elsewhere) return static_cast<int>(ExitCode::success);
  if (const auto failed = compile_generated(project, model, given, console)) return *failed;

  mark_built(project);
  const std::string program = built_program(project);
  console.note("built " + fs::relative(program).string() + " (" + readable_size(program) + ")");
  if (const std::string stubs = new_stubs(plan); !stubs.empty())
    console.note("\nFill in, then build again:\n  " + stubs);
  console.note("\nNext:\n" + next_steps(model));
  return static_cast<int>(ExitCode::success);
}

}  // namespace

Command build_command() {
  std::vector<Option> options = build_options();
  options.insert(
      options.end(),
      {
          {.name = "gen-only", .help = "Stop after generating"},
          {.name = "dry-run", .help = "Show which files would be written, and write none"},
          {.name = "out",
           .letter = 'o',
           .value = "DIR",
           .help = "Generate there instead of beside the manifest; implies --gen-only"},
          {.name = "generated",
           .value = "DIR",
           .help = "Write mcpgen's own files only, into this folder (used by mcp_generate)"},
          {.name = "inputs", .value = "FILE", .help = "With --generated: list here every file that was read"},
      });
  return {.name = "build",
          .summary = "Check a manifest, generate its server and compile it",
          .operands = "[MANIFEST]",
          .examples = "mcpgen build\nmcpgen build --gen-only\nmcpgen build calculator.yaml --profile prod",
          .details =
              "Files under generated/ are mcpgen's and are replaced; every other file is written once and "
              "then yours.",
          .options = std::move(options),
          .run = build};
}

}  // namespace mcpgen
