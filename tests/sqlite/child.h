#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tst {

/// Another process at the same store; killed where it still runs at the end.
class Child {
 public:
  /// `arguments` as store_process.cpp has them.
  explicit Child(std::vector<std::string> arguments);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill() const;
  /// What it has printed once that is so many lines, or its end was reached.
  const std::string& output(std::size_t lines = SIZE_MAX);

 private:
  pid_t pid_ = -1;
  int from_child_ = -1;
  std::string output_;
};

}  // namespace tst
