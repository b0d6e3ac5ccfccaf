#pragma once

#include "cli/project.h"
#include "model/model.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Notes in the model which overlays and profile the command line laid over the manifest, so that a
/// project's CMakeLists.txt asks for the same. False, and an error, when CMake could not be given a name.
bool note_what_is_laid_over(Model& model, const Project& project, Diagnostics& diagnostics);

}  // namespace mcpgen
