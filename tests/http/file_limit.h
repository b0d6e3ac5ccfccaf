#pragma once

#include <algorithm>
#include <cstddef>

#include <sys/resource.h>

namespace http_test {

/// How many files this process, and those it starts, may have open: as many as asked for, or as it gets.
class FileLimit {
 public:
  explicit FileLimit(rlim_t wanted) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit now = before_;
    now.rlim_cur = std::min(wanted, before_.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &now);
    most_ = now.rlim_cur;
  }
  ~FileLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

  std::size_t most() const { return most_; }

 private:
  rlimit before_{};
  std::size_t most_ = 0;
};

}  // namespace http_test
