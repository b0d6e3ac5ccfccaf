#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/project.h"
#include "model/model.h"
#include "output/output.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// What the stages of one run share.
struct Workbench {
  Sources sources;
  Diagnostics diagnostics;
  std::vector<std::string> inputs;  ///< every file that was read
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();

  std::chrono::milliseconds elapsed() const;
};

/// Reads and checks the manifest and takes all decisions; findings are in `bench`.
std::optional<Model> model_of(const Project& project, Workbench& bench);

/// The same from a document that was read already.
std::optional<Model> model_of(const Document& document, Workbench& bench);

/// `--error-format`.
Option error_format_option();
/// Shows what was found, the way the command line or the surroundings ask for. Whether there were errors.
bool show_findings(const Workbench& bench, const Given& given, const Console& console);

/// Where mcpgen's own files go: the folder above, and its name.
struct GeneratedFolder {
  std::filesystem::path root{};
  std::string name = "generated";
  std::string to_manifest{};  ///< from the folder above to that of the manifest; "" for the same
};

enum class Which { all, ours };
/// What writing the server's files would do.
std::optional<OutputPlan> plan_of(const Model& model, const GeneratedFolder& folder, Which which,
                                  Workbench& bench);

enum class Writing { done, would_be };
/// One line for each file that the plan touches.
void list_changes(const OutputPlan& plan, Writing writing, const Console& console);

}  // namespace mcpgen
