#include "project.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/run.h"

namespace regenerate {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kOwned = "generated/";

std::string content(const fs::path& path) {
  if (fs::is_symlink(path)) return "-> " + fs::read_symlink(path).string();
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void Project::append(const std::string& path, std::string_view text) {
  std::ofstream(folder_.path(path), std::ios::binary | std::ios::app) << text;
}

void Project::remove(const std::string& path) { fs::remove(folder_.path(path)); }

Run Project::generate() const { return run({"build", folder_.path("mcpgen.yaml"), "--gen-only"}); }

Tree Project::tree() const {
  Tree tree;
  const fs::path root = folder_.path();
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    tree.emplace(entry.path().lexically_relative(root).string(), content(entry.path()));
  }
  return tree;
}

Run run(std::initializer_list<std::string> arguments) {
  std::istringstream in;
  std::ostringstream said;
  const int exit_code = mcpgen::run(arguments, in, said, said);
  return {exit_code, said.str()};
}

Tree fresh(std::string_view manifest) {
  const Project project(manifest);
  project.generate();
  return project.tree();
}

Tree owned(const Tree& tree) {
  Tree part = tree;
  std::erase_if(part, [](const auto& file) { return !file.first.starts_with(kOwned); });
  return part;
}

Tree users(const Tree& tree) {
  Tree part = tree;
  std::erase_if(
      part, [](const auto& file) { return file.first.starts_with(kOwned) || file.first == "mcpgen.yaml"; });
  return part;
}

}  // namespace regenerate
