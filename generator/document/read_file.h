#pragma once

#include <cstddef>
#include <string>

namespace mcpgen {

/// A file's text, or why it could not be had.
struct FileText {
  enum class Fault { none, missing, not_a_file, too_large, unreadable };
  Fault fault = Fault::none;
  std::string text;
};

/// Reads a regular file of at most `most` bytes; never more than that.
FileText read_file(const std::string& path, std::size_t most);

}  // namespace mcpgen
