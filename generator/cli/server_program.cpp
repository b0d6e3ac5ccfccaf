#include "cli/server_program.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "cli/process.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

/// Adds the records that mcp_generate() left, `manifest\nprogram\n` each: in build/, or build/<preset>/.
void add_records(const fs::path& build, std::vector<fs::path>& records) {
  std::error_code failed;
  const auto add_from = [&](const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder / "mcpgen-servers", failed))
      records.push_back(entry.path());
  };
  add_from(build);
  for (const auto& entry : fs::directory_iterator(build, failed)) {
    if (entry.is_directory(failed)) add_from(entry.path());
  }
}

/// Those of the project's own build.
std::vector<fs::path> own_records(const Project& project) {
  std::vector<fs::path> records;
  add_records(project.folder / "build", records);
  return records;
}

/// A folder further up may be anybody's, who could name any program there.
bool is_ours(const fs::path& record) {
  struct stat found = {};
  return ::stat(record.c_str(), &found) == 0 && (found.st_uid == ::geteuid() || found.st_uid == 0);
}

/// Those of the builds that the project may be a part of as well.
std::vector<fs::path> all_records(const Project& project) {
  std::error_code failed;
  std::vector<fs::path> records;
  fs::path folder = fs::weakly_canonical(project.folder, failed);
  while (!failed) {
    add_records(folder / "build", records);
    if (!folder.has_relative_path()) break;
    folder = folder.parent_path();
  }
  std::erase_if(records, [](const fs::path& record) { return !is_ours(record); });
  return records;
}

/// Shared folders make every file executable; a manifest is none even so.
bool is_document(const fs::path& path) {
  const std::string kind = path.extension().string();
  return kind == ".yaml" || kind == ".yml" || kind == ".json";
}

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return !is_document(path) && fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

/// The program built last, and the record that leads to it.
struct Built {
  fs::path record;
  fs::path program;
};

Built last_built(const Project& project, const std::vector<fs::path>& records) {
  std::error_code ignored;
  const fs::path wanted = fs::weakly_canonical(project.request.manifest, ignored);
  Built newest;
  for (const fs::path& record : records) {
    std::ifstream file(record);
    std::string manifest;
    std::string program;
    if (!std::getline(file, manifest) || !std::getline(file, program)) continue;
    if (fs::weakly_canonical(manifest, ignored) != wanted || !is_program(program)) continue;
    if (newest.program.empty() ||
        fs::last_write_time(program, ignored) > fs::last_write_time(newest.program, ignored))
      newest = {record, program};
  }
  return newest;
}

/// What was edited since the program was built: the manifest, or a handler where handlers usually lie.
fs::path edited_since(const Built& built, const Project& project) {
  std::error_code ignored;
  const auto then =
      std::max(fs::last_write_time(built.program, ignored), fs::last_write_time(built.record, ignored));
  std::vector<fs::path> sources{project.request.manifest};
  for (const auto& entry : fs::directory_iterator(project.folder / "src", ignored))
    sources.push_back(entry.path());
  for (const fs::path& source : sources) {
    if (fs::last_write_time(source, ignored) > then) return source.lexically_normal();
  }
  return {};
}

/// The program that a person means by `path`; "" when there is none.
std::string program_at(const std::string& path) {
  const bool bare = path.find('/') == std::string::npos;
  if (is_program(path)) return bare ? "./" + path : path;
  std::error_code ignored;
  return bare && !path.empty() && !fs::exists(path, ignored) ? find_program(path) : "";
}

}  // namespace

std::string built_program(const Project& project) {
  return last_built(project, own_records(project)).program.string();
}

void mark_built(const Project& project) {
  std::error_code ignored;
  fs::last_write_time(last_built(project, own_records(project)).record, fs::file_time_type::clock::now(),
                      ignored);
}

std::variant<ServerProgram, ClientFault> find_server(const std::vector<std::string>& command,
                                                     const std::string& path) {
  if (!command.empty()) return ServerProgram{command};
  if (const std::string program = program_at(path); !program.empty()) return ServerProgram{{program}};
  const auto found = find_project(path);
  if (const auto* fault = std::get_if<UsageFault>(&found))
    return ClientFault{ExitCode::usage, "usage", fault->message, fault->help};
  const Project& project = std::get<Project>(found);
  const Built built = last_built(project, all_records(project));
  if (built.program.empty()) {
    return ClientFault{ExitCode::unreachable, "unreachable",
                       project.request.manifest + " has not been built yet", "run `mcpgen build`"};
  }
  std::error_code ignored;
  ServerProgram server{.command = {fs::absolute(built.program, ignored).string()},
                       .folder = project.folder.string(),
                       .project = project};
  if (const fs::path edited = edited_since(built, project); !edited.empty()) {
    server.doubt = edited.string() + " is newer than " +
                   built.program.lexically_proximate(fs::current_path()).string() + ": run `mcpgen build`";
  }
  return server;
}

}  // namespace mcpgen
