#pragma once

#include <string>

namespace mcpgen {

enum class Owner { mcpgen, user };

/// A file to be written, relative to the project's folder. Ours is overwritten, the user's is written
/// when absent.
struct OutputFile {
  std::string path;
  std::string text;
  Owner owner = Owner::mcpgen;
};

}  // namespace mcpgen
