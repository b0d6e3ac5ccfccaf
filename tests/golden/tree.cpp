#include "tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "cli/run.h"
#include "scratch_folder.h"

namespace golden {

namespace fs = std::filesystem;

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Tree read_tree(const fs::path& folder) {
  Tree tree;
  if (!fs::exists(folder)) return tree;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      tree.emplace(entry.path().lexically_relative(folder).string(), read_text(entry.path()));
  }
  return tree;
}

void write_tree(const fs::path& folder, const Tree& tree) {
  fs::remove_all(folder);
  for (const auto& [path, text] : tree) {
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << text;
  }
}

Tree generate(const std::string& manifest, const Tree& beside, const std::string& file) {
  const tst::ScratchFolder folder;
  folder.file(file, manifest);
  for (const auto& [path, text] : beside) folder.file(path, text);
  std::istringstream in;
  std::ostringstream out;
  const int code = mcpgen::run({"build", "--gen-only", folder.path(file)}, in, out, out);
  if (code != 0) throw std::runtime_error("mcpgen fails with " + std::to_string(code) + ":\n" + out.str());
  Tree tree = read_tree(folder.path());
  tree.erase(file);
  for (const auto& [path, text] : beside) tree.erase(path);
  return tree;
}

Tree generate(const fs::path& folder) {
  return generate(read_text(folder / "mcpgen.yaml"), beside_manifest(folder));
}

Tree beside_manifest(const fs::path& folder) {
  Tree tree = read_tree(folder);
  std::erase_if(tree, [](const auto& file) {
    return file.first == "mcpgen.yaml" || file.first.starts_with("expected/");
  });
  return tree;
}

std::vector<fs::path> cases_in(const fs::path& folder) {
  std::vector<fs::path> cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (fs::exists(entry.path() / "mcpgen.yaml")) cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

}  // namespace golden
