#include <filesystem>
#include <fstream>

#include "cli/build_project.h"
#include "cli/commands/commands.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

/// A path as Make and Ninja read it in a dependency file.
std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == '\\') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

bool write_depfile(const Given& given, const std::vector<std::string>& inputs,
                   const std::optional<OutputPlan>& plan) {
  std::ofstream file(given.value("depfile"));
  file << escaped(given.value("depfile-target")) << ':';
  for (const std::string& input : inputs) file << " \\\n  " << escaped(fs::absolute(input).string());
  if (plan) {
    for (const Change& change : plan->changes) {
      if (change.kind != Change::Kind::create)
        file << " \\\n  " << escaped((plan->root / change.path).string());
    }
  }
  return static_cast<bool>(file << '\n');
}

/// What brings the files up to date with the same overlays and profile.
std::string build_command_for(const OutputPlan& plan, const Project& project, const Given& given) {
  std::string command = "mcpgen build";
  std::error_code ignored;
  const bool usual =
      plan.generated == GeneratedFolder{}.name && fs::equivalent(plan.root, project.folder, ignored);
  if (!usual) command += " --generated " + given.value("generated");
  for (const std::string& overlay : given.values("file")) command += " --file " + overlay;
  if (const std::string& profile = project.request.profile; !profile.empty()) {
    command += " --profile " + profile;
  } else if (!profile_of_environment().empty()) {
    command += " --profile=";  // else it would be that of the environment once more
  }
  if (!usual) command += ' ' + project.request.manifest;
  return command;
}

int show_difference(const OutputPlan& plan, const Project& project, const Given& given,
                    const Console& console) {
  if (plan.up_to_date()) return static_cast<int>(ExitCode::success);
  if (!console.quiet) console.out << console.shown(unified_diff(plan));
  if (!given.has("exit-code")) return static_cast<int>(ExitCode::success);
  std::string stale;
  for (const Change& change : plan.changes) {
    if (change.owner != Owner::mcpgen || change.kind == Change::Kind::keep) continue;
    stale += (stale.empty() ? "" : ", ") + change.path;
  }
  return console.fail(ExitCode::bad_input, "stale", "not what the manifest says: " + stale,
                      "run `" + build_command_for(plan, project, given) + "`");
}

int diff(const Given& given, const Console& console) {
  const auto found = find_project(given);
  if (const auto* fault = std::get_if<UsageFault>(&found)) {
    return console.fail(ExitCode::usage, "usage", fault->message, fault->help);
  }
  const Project& project = std::get<Project>(found);
  const GeneratedFolder folder =
      given.has("generated") ? generated_folder(given.value("generated")) : GeneratedFolder{project.folder};
  Workbench bench;
  const auto model = model_of(project, bench);
  std::optional<OutputPlan> plan;
  if (model) plan = plan_of(*model, folder, Which::ours, bench);
  show_findings(bench, given, console);
  if (given.has("depfile") && !write_depfile(given, bench.inputs, plan)) {
    return console.fail(ExitCode::bad_input, "unwritable", "cannot write `" + given.value("depfile") + "`");
  }
  return plan ? show_difference(*plan, project, given, console) : static_cast<int>(ExitCode::bad_input);
}

}  // namespace

Command diff_command() {
  std::vector<Option> options = manifest_options();
  options.push_back(error_format_option());
  options.insert(
      options.end(),
      {
          {.name = "exit-code", .help = "Fail when there is a difference"},
          {.name = "generated",
           .value = "DIR",
           .help = "The folder of generated files; `generated` beside the manifest when not given"},
          {.name = "depfile", .value = "FILE", .help = "List here, for Make and Ninja, all that was read"},
          {.name = "depfile-target", .value = "NAME", .help = "What that list is for"},
      });
  return {.name = "diff",
          .summary = "Show how the generated files differ from what the manifest says",
          .operands = "[MANIFEST]",
          .examples = "mcpgen diff\nmcpgen diff --exit-code --quiet",
          .options = std::move(options),
          .run = diff};
}

}  // namespace mcpgen
