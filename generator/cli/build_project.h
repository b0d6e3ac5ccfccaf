#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/pipeline.h"

namespace mcpgen {

/// The options that every verb which generates or compiles has.
std::vector<Option> build_options();

/// `path` as --generated gives it: root and name.
GeneratedFolder generated_folder(const std::string& path);

/// What a manifest became.
struct Generated {
  Model model;
  OutputPlan plan;
};

/// Checks the manifest and writes the project's files; otherwise the exit code of the failure.
std::variant<Generated, int> generate_project(const Project& project, const Given& given,
                                              const Console& console);

/// Compiles what was generated into <project>/build. The exit code of a failure.
std::optional<int> compile_generated(const Project& project, const Model& model, const Given& given,
                                     const Console& console);

}  // namespace mcpgen
