#include "cli/laid_over.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "model/text.h"
#include "support/text.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

std::string beside_manifest(const std::string& path, const Project& project) {
  const fs::path folder = fs::absolute(project.folder).lexically_normal();
  return fs::absolute(path).lexically_normal().lexically_proximate(folder).string();
}

}  // namespace

bool note_what_is_laid_over(Model& model, const Project& project, Diagnostics& diagnostics) {
  model.profile = project.request.profile;
  for (const std::string& overlay : project.request.overlays)
    model.overlays.push_back(beside_manifest(overlay, project));
  std::vector<std::string> names = model.overlays;
  names.push_back(model.profile);
  const auto unfit = std::ranges::find_if_not(names, is_cmake_text);
  if (unfit == names.end()) return true;
  diagnostics.error("E0707", Place{}, fmt::format("CMake cannot be given the name `{}`", visible(*unfit)))
      .helped("rename the file or the profile");
  return false;
}

}  // namespace mcpgen
