#include "cli/build_project.h"

#include "cli/server_program.h"
#include "cli/toolchain.h"
#include "model/text.h"

namespace mcpgen {

namespace fs = std::filesystem;

std::vector<Option> build_options() {
  std::vector<Option> options = manifest_options();
  options.push_back(error_format_option());
  options.push_back({.name = "debug", .help = "Compile for a debugger instead of for speed"});
  options.push_back({.name = "verbose", .letter = 'v', .help = "Show all that the build tools print"});
  return options;
}

GeneratedFolder generated_folder(const std::string& path) {
  const fs::path folder = fs::absolute(path).lexically_normal();
  const fs::path named = folder.has_filename() ? folder : folder.parent_path();
  return {named.parent_path(), named.filename().string()};
}

namespace {

/// Where the project's files go: beside the manifest, or where --out says.
GeneratedFolder project_folder(const Project& project, const Given& given) {
  if (!given.has("out")) return {project.folder};
  const fs::path out = given.value("out");
  const fs::path back = fs::absolute(project.folder)
                            .lexically_normal()
                            .lexically_relative(fs::absolute(out / "").lexically_normal());
  return {.root = out, .to_manifest = back.string()};
}

}  // namespace

std::variant<Generated, int> generate_project(const Project& project, const Given& given,
                                              const Console& console) {
  Workbench bench;
  const GeneratedFolder folder = project_folder(project, given);
  if (!is_cmake_text(folder.to_manifest)) {
    return console.fail(ExitCode::usage, "bad_path",
                        "CMake cannot be given the path `" + folder.to_manifest + "`",
                        "rename the folder, or generate beside the manifest");
  }
  auto model = model_of(project, bench);
  std::optional<OutputPlan> plan;
  if (model) plan = plan_of(*model, folder, Which::all, bench);
  const bool written = plan && (given.has("dry-run") || write_output(*plan, bench.diagnostics));
  show_findings(bench, given, console);
  if (!written) return static_cast<int>(ExitCode::bad_input);
  list_changes(*plan, given.has("dry-run") ? Writing::would_be : Writing::done, console);
  return Generated{*std::move(model), *std::move(plan)};
}

std::optional<int> compile_generated(const Project& project, const Model& model, const Given& given,
                                     const Console& console) {
  std::vector<std::string> handlers;
  for (const Handler& handler : model.handlers) handlers.push_back(handler.ident);
  if (fs::absolute(project.folder).string().find(';') != std::string::npos) {
    return console.fail(ExitCode::toolchain, "bad_path",
                        "CMake cannot build in a folder whose path has a `;`: stopped after generating",
                        "rename or move the folder");
  }
  if (const std::string missing = missing_toolchain(); !missing.empty()) {
    return console.fail(ExitCode::toolchain, "no_toolchain", missing + ": stopped after generating",
                        "install it, or compile the project where there is one");
  }
  const auto failed = compile_project({.source = project.folder,
                                       .build = project.folder / "build",
                                       .handlers = std::move(handlers),
                                       .build_type = given.has("debug") ? "Debug" : "Release",
                                       .verbose = given.has("verbose")},
                                      console);
  if (failed) return failed;
  if (built_program(project).empty()) {
    return console.fail(ExitCode::toolchain, "no_program", "the build left no program of this manifest",
                        (project.folder / "CMakeLists.txt").lexically_normal().string() +
                            " has to say `mcp_generate(… MANIFEST " +
                            fs::path(project.request.manifest).filename().string() + " …)`");
  }
  return {};
}

}  // namespace mcpgen
