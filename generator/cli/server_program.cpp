#include "cli/server_program.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

/// Where mcp_generate() leaves `manifest\nprogram\n`: in build/, or build/<preset>/.
std::vector<fs::path> records_below(const fs::path& build) {
  std::vector<fs::path> records;
  std::error_code failed;
  const auto add_from = [&](const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder / "mcpgen-servers", failed))
      records.push_back(entry.path());
  };
  add_from(build);
  for (const auto& entry : fs::directory_iterator(build, failed)) {
    if (entry.is_directory(failed)) add_from(entry.path());
  }
  return records;
}

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::string built_program(const Project& project) {
  std::error_code ignored;
  const fs::path wanted = fs::weakly_canonical(project.request.manifest, ignored);
  fs::path newest;
  for (const fs::path& record : records_below(project.folder / "build")) {
    std::ifstream file(record);
    std::string manifest;
    std::string program;
    if (!std::getline(file, manifest) || !std::getline(file, program)) continue;
    if (fs::weakly_canonical(manifest, ignored) != wanted || !is_program(program)) continue;
    if (newest.empty() || fs::last_write_time(program, ignored) > fs::last_write_time(newest, ignored))
      newest = program;
  }
  return newest.string();
}

std::variant<std::vector<std::string>, UsageFault> find_server(const std::vector<std::string>& command,
                                                               const std::string& path) {
  if (!command.empty()) return command;
  if (is_program(path))
    return std::vector<std::string>{path.find('/') == std::string::npos ? "./" + path : path};
  const auto found = find_project(path);
  if (const auto* fault = std::get_if<UsageFault>(&found)) return *fault;
  const Project& project = std::get<Project>(found);
  const std::string program = built_program(project);
  if (program.empty())
    return UsageFault{project.request.manifest + " has not been built yet", "run `mcpgen build`"};
  return std::vector<std::string>{program};
}

}  // namespace mcpgen
