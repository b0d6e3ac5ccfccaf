#include "cli/project.h"

#include <cstdlib>
#include <system_error>

#include "support/text.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifestNames[] = {"mcpgen.yaml", "mcpgen.yml", "mcpgen.json"};

fs::path manifest_in(const fs::path& folder) {
  std::error_code ignored;
  for (const char* name : kManifestNames) {
    fs::path candidate = folder / name;
    if (fs::is_regular_file(candidate, ignored)) return candidate;
  }
  return {};
}

/// From the working folder upwards, as a path relative to it.
fs::path manifest_above() {
  std::error_code failed;
  fs::path here = fs::current_path(failed);
  fs::path relative;
  while (!failed) {
    if (fs::path found = manifest_in(relative); !found.empty()) return found;
    if (!here.has_relative_path()) break;
    here = here.parent_path();
    relative /= "..";
  }
  return {};
}

UsageFault no_such_file(const fs::path& path) {
  const std::string beside = manifest_in(path.parent_path()).filename().string();
  return {"there is no file `" + path.string() + "`",
          beside.empty() ? "" : did_you_mean(path.filename().string(), {beside})};
}

Project project_of(const fs::path& manifest) {
  const fs::path folder = manifest.parent_path();
  return {{.manifest = manifest.string(), .overlays = {}, .profile = profile_of_environment()},
          folder.empty() ? fs::path(".") : folder};
}

}  // namespace

std::string profile_of_environment() {
  const char* name = std::getenv("MCPGEN_PROFILE");
  return name != nullptr ? name : "";
}

std::vector<Option> manifest_options() {
  return {{.name = "file",
           .letter = 'f',
           .value = "FILE",
           .help = "Lay this file over the manifest",
           .repeatable = true},
          {.name = "profile",
           .value = "NAME",
           .help = "Lay this profile of the manifest over it; MCPGEN_PROFILE when not given"}};
}

std::variant<Project, UsageFault> find_project(const std::string& path) {
  if (path.empty()) {
    const fs::path found = manifest_above();
    if (found.empty()) return UsageFault{"no mcpgen.yaml here or above", "`mcpgen new` starts a project"};
    return project_of(found);
  }
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return no_such_file(path);
  if (!fs::is_directory(path, ignored)) return project_of(path);
  const fs::path found = manifest_in(path);
  if (found.empty())
    return UsageFault{"there is no mcpgen.yaml in `" + path + "`", "`mcpgen new` starts a project"};
  return project_of(found);
}

std::variant<Project, UsageFault> find_project(const Given& given, std::size_t at) {
  const auto& operands = given.operands;
  if (operands.size() > at + 1) return UsageFault{"unexpected `" + operands[at + 1] + "`", ""};
  auto found = find_project(operands.size() > at ? operands[at] : "");
  if (auto* project = std::get_if<Project>(&found)) {
    project->request.overlays = given.values("file");
    // Even an empty name, which is none, wins over the environment.
    if (given.has("profile")) project->request.profile = given.value("profile");
  }
  return found;
}

}  // namespace mcpgen
