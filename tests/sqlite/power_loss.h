#pragma once

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "faulty_disk.h"

namespace tst {

/// What a disk may hold once the power comes back: all that was synced; and of the rest any part, torn ones
/// too.
class PowerLoss {
 public:
  /// What the disk has held for long.
  void add_file(const std::string& name, std::string content) { media_[name].synced = std::move(content); }
  void add_event(const DiskEvent& event);

  /// One of the possible contents, by the name of the file.
  std::map<std::string, std::string> files(std::mt19937& random) const;

 private:
  struct Medium {
    std::string synced{};
    std::vector<DiskEvent> unsynced{};
    /// A file was removed, but the folder not synced: it may be back.
    bool removed = false;
    std::string before_removal{};
  };

  std::map<std::string, Medium> media_;
};

}  // namespace tst
