#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"

namespace mcpgen {

/// The folder of mcpgenConfig.cmake that belongs to this very program; empty when there is none.
std::filesystem::path own_package();

/// What keeps this machine from compiling: "no C++ compiler found", "no cmake found"; "" when nothing does.
std::string missing_toolchain();

struct CompileRequest {
  std::filesystem::path source;
  std::filesystem::path build;
  std::vector<std::string> handlers{};  ///< those that the manifest asks for
  std::string build_type = "Release";
  bool verbose = false;
};

/// Configures and builds a project with CMake, progress shown on a terminal; when it fails, everything and
/// what to do. The exit code of a failure.
std::optional<int> compile_project(const CompileRequest& request, const Console& console);

}  // namespace mcpgen
