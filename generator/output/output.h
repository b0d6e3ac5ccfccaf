#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "emit/output_file.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// What becomes of one file.
struct Change {
  enum class Kind { create, update, remove, keep };
  Kind kind = Kind::keep;
  std::string path{};  ///< relative to the project's folder
  Owner owner = Owner::mcpgen;
  std::string before{};  ///< "" when there is no such file
  std::string after{};
};

/// What writing would do. Nothing has been written yet.
struct OutputPlan {
  std::filesystem::path root{};
  std::string generated{};           ///< our folder, relative to the root
  std::vector<Change> changes{};     ///< by path
  std::vector<std::string> notes{};  ///< a handler's file that is no longer compiled, …

  /// Do all files of ours stand there as they should?
  bool up_to_date() const;
};

/// Compares `files` with what stands under `root`. Nothing, with the reason in `diagnostics`, when it may
/// not be written: a symbolic link in the way, or a file in the generated folder that is not ours.
std::optional<OutputPlan> plan_output(const std::filesystem::path& root, const std::string& generated,
                                      const std::vector<OutputFile>& files, Diagnostics& diagnostics);

/// Carries the plan out, all of it or nothing. Files of the user's are only ever created.
bool write_output(const OutputPlan& plan, Diagnostics& diagnostics);

/// What would change in our files, as a unified diff; "" when nothing would.
std::string unified_diff(const OutputPlan& plan);

}  // namespace mcpgen
