#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// A file that was read, kept until the end so that diagnostics can show its lines.
class SourceFile {
 public:
  /// `order` is its rank among the files of a run.
  SourceFile(std::string file_path, std::string file_text, std::size_t order = 0);

  std::string path;  ///< as the user named it, relative where they did
  std::string text;  ///< without a byte order mark
  std::size_t order;

  /// Line `number` (from 1) without its line break; "" when there is none.
  std::string_view line(int number) const;
  int line_count() const { return static_cast<int>(line_starts_.size()); }
  /// Where line `number` begins in `text`; the text's size when there is no such line.
  std::size_t line_offset(int number) const;

 private:
  std::vector<std::uint32_t> line_starts_;
};

/// Where something stands. Lines and columns count from 1, columns in code points; `end_column` is one
/// past the last, on the same line. A place without a file is "the whole run".
struct Place {
  const SourceFile* file = nullptr;
  int line = 0;
  int column = 0;
  int end_column = 0;

  friend bool operator==(const Place&, const Place&) = default;
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
