#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace golden {

/// The files below a folder, by their path in it.
using Tree = std::map<std::string, std::string>;

Tree read_tree(const std::filesystem::path& folder);
void write_tree(const std::filesystem::path& folder, const Tree& tree);

/// What `mcpgen build --gen-only` makes of a folder that holds nothing but the manifest. The manifest itself
/// is left out. Throws with what the tool said when it fails.
Tree generate(const std::string& manifest, const std::string& file = "mcpgen.yaml");

/// The cases: folders with a manifest, sorted.
std::vector<std::filesystem::path> cases_in(const std::filesystem::path& folder);

std::string read_text(const std::filesystem::path& file);

}  // namespace golden
