#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace tst {

/// A folder of its own for one test, gone with it.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "mcpgen-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string path(std::string_view below = {}) const {
    return below.empty() ? path_.string() : (path_ / below).string();
  }
  /// Writes a file and the folders it stands in.
  const ScratchFolder& file(std::string_view below, std::string_view bytes) const {
    std::filesystem::create_directories((path_ / below).parent_path());
    std::ofstream(path_ / below, std::ios::binary) << bytes;
    return *this;
  }
  const ScratchFolder& link(std::string_view below, std::string_view target) const {
    std::filesystem::create_symlink(target, path_ / below);
    return *this;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace tst
