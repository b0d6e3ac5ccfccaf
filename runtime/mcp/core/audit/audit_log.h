#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/descriptor.h>
#include <mcp/core/result.h>

namespace mcp {

/// Keeps lines of what was done, for whoever has to know it later: in a file of its own, or on standard
/// error. From any thread; waits for nobody but the disk.
class AuditLog {
 public:
  using Clock = std::chrono::steady_clock;

  struct Options {
    std::string file{};                ///< may hold `${VARIABLES}`; "": standard error
    std::vector<std::string> tools{};  ///< whose calls are recorded; empty: all of them
    bool required = false;             ///< nothing is done while it cannot be recorded
  };

  AuditLog() : options_() {}
  explicit AuditLog(Options options) : options_(std::move(options)) {}

  /// Opens the file, or opens it anew where another program has moved it away; after an error what was open
  /// stays.
  Result<void> open();
  bool covers(std::string_view tool) const;
  /// `line` is one line without its end. Where it cannot be written it is counted, and told to the log now
  /// and then; the next that can says before itself how many there were.
  void write(std::string_view line);
  /// The same of a line that could not even be made. Needs no memory.
  void lose() noexcept;
  /// False where what is done now could not be recorded, and has to be.
  bool allows();

 private:
  bool append(std::string_view text);
  bool put(std::string_view text);
  void count_lost() noexcept;

  const Options options_;
  std::mutex mutex_{};
  Descriptor file_{};
  bool torn_ = false;  ///< what was written last is no whole line
  std::size_t lost_ = 0;
  std::string why_{};
  Clock::time_point silent_until_{};
};

}  // namespace mcp
