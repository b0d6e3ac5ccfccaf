#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/output_file.h"
#include "support/diagnostic.h"

namespace hostile {

/// What mcpgen makes of one manifest, in memory.
struct Generation {
  mcpgen::Sources sources{};
  mcpgen::Diagnostics diagnostics{};
  std::vector<mcpgen::OutputFile> files{};  ///< none when there were errors
};

/// Runs the whole generator over a text as if it were the file `path`.
void generate(Generation& into, const std::string& path, const std::string& manifest);

/// True when there are errors and each points into the manifest.
bool is_refused_with_places(const Generation& generation);

}  // namespace hostile
