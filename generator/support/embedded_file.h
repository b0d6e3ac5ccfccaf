#pragma once

#include <string_view>

namespace mcpgen {

/// A text file compiled into the program by mcpgen_embed() (cmake/McpgenEmbed.cmake).
struct EmbeddedFile {
  std::string_view path;  ///< relative to the folder it was embedded from
  std::string_view text;
};

}  // namespace mcpgen
