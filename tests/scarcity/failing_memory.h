#pragma once

namespace scarcity {

/// From here on every place in the program counts as one where memory was not refused yet.
void forget_places();

/// The pieces of memory that the program has, by `new`.
long given_out();

/// While it lives, one piece of memory is refused to the threads of this process, all but the one that made
/// this: the first that is asked for at a place where none was refused yet. A place is the functions that are
/// under way there. Needs the program to have failing_memory.cpp, which gives all memory out.
class OneRefused {
 public:
  OneRefused();
  ~OneRefused();
  OneRefused(const OneRefused&) = delete;
  OneRefused& operator=(const OneRefused&) = delete;

  bool happened() const;
};

/// The same for nobody but the thread that makes this.
class OneRefusedHere {
 public:
  OneRefusedHere();
  ~OneRefusedHere();
  OneRefusedHere(const OneRefusedHere&) = delete;
  OneRefusedHere& operator=(const OneRefusedHere&) = delete;

  bool happened() const;
};

}  // namespace scarcity
