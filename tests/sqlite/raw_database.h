#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace tst {

/// A connection of nobody's in particular, as `sqlite3` on the command line has one.
class RawDatabase {
 public:
  explicit RawDatabase(const std::string& path);
  ~RawDatabase();

  /// The first value of the last row, "" where there is none, or what went wrong.
  std::string run(const std::string& sql);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace tst
