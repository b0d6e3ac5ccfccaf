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

/// What `mcpgen build --gen-only` makes of a folder that holds the manifest and what is beside it, which are
/// left out. Throws with what the tool said when it fails.
Tree generate(const std::string& manifest, const Tree& beside, const std::string& file = "mcpgen.yaml");
/// The same of a case.
Tree generate(const std::filesystem::path& folder);

/// The files of a case that are neither its manifest nor what is expected of it.
Tree beside_manifest(const std::filesystem::path& folder);

/// The cases: folders with a manifest, sorted.
std::vector<std::filesystem::path> cases_in(const std::filesystem::path& folder);

std::string read_text(const std::filesystem::path& file);

}  // namespace golden
