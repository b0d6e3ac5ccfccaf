#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace tst {

/// Something done to a file, or what the test had to say in between.
struct DiskEvent {
  enum class Kind { write, truncate, sync, remove, acknowledged };
  Kind kind = Kind::write;
  std::string file{};
  std::uint64_t position = 0;  ///< of a write; the size to truncate to
  std::string bytes{};
};

/// Stands between SQLite and the disk as long as it lives: notes what is done, and fails when told to. To be
/// quick it syncs nothing.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  static constexpr int kNone = -1;
  /// How many writes succeed before the disk is full, and how many syncs before one fails; kNone: all.
  int writes_left = kNone;
  int syncs_left = kNone;
  bool read_only = false;  ///< for files that are opened from now on
  bool failed = false;     ///< something has
  std::chrono::milliseconds sync_takes{0};
  std::atomic<bool> syncing = false;

  bool recording = false;
  std::vector<DiskEvent> events{};
  int opened_logs = 0;  ///< how often a file with the ending -wal was opened
};

}  // namespace tst
