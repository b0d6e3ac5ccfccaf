#pragma once

#include <filesystem>
#include <variant>
#include <vector>

#include "cli/options.h"
#include "document/document.h"

namespace mcpgen {

/// A manifest as the command line names it, and the folder its project lies in.
struct Project {
  DocumentRequest request;
  std::filesystem::path folder;
};

/// The profile that counts where the command line names none; "" for none.
std::string profile_of_environment();

/// `-f/--file` and `--profile`.
std::vector<Option> manifest_options();

/// The manifest at `path` (a file or the folder it lies in), or, for "", the nearest one from here upwards,
/// with the profile of the environment.
std::variant<Project, UsageFault> find_project(const std::string& path);
/// The same from operand number `at`, which is the last that may be given, and the manifest options.
std::variant<Project, UsageFault> find_project(const Given& given, std::size_t at = 0);

}  // namespace mcpgen
