#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// A file that was read, kept until the end so that diagnostics can show its lines.
struct SourceFile {
  std::string path;  ///< as the user named it, relative where they did
  std::string text;

  /// Line `number` (from 1) without its line break; "" when there is none.
  std::string_view line(int number) const;
};

/// Where something stands. Lines and columns count from 1, columns in code points; `end_column` is one
/// past the last, on the same line. A place without a file is "the whole run".
struct Place {
  const SourceFile* file = nullptr;
  int line = 0;
  int column = 0;
  int end_column = 0;
};

/// Every file read in a run. References stay valid.
class Sources {
 public:
  const SourceFile& add(std::string path, std::string text);
  const std::deque<SourceFile>& all() const { return files_; }

 private:
  std::deque<SourceFile> files_;
};

}  // namespace mcpgen
