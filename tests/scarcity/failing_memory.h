#pragma once

namespace scarcity {

/// While it lives, one piece of memory is refused to the threads of this process, all but the one that made
/// this: the next but `before`. Needs the program to have failing_memory.cpp, which gives all memory out.
class OneRefused {
 public:
  explicit OneRefused(int before);
  ~OneRefused();
  OneRefused(const OneRefused&) = delete;
  OneRefused& operator=(const OneRefused&) = delete;

  bool happened() const;
};

/// The same for nobody but the thread that makes this.
class OneRefusedHere {
 public:
  explicit OneRefusedHere(int before);
  ~OneRefusedHere();
  OneRefusedHere(const OneRefusedHere&) = delete;
  OneRefusedHere& operator=(const OneRefusedHere&) = delete;

  bool happened() const;
};

}  // namespace scarcity
