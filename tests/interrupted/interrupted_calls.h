#pragma once

namespace interrupted {

enum class Call { read, write, pread, pwrite, receive, send, accept, poll, epoll_wait };
enum class Fault {
  interrupted,
  cut,       ///< fewer bytes than were wanted
  postponed  ///< a socket that does not wait was not ready
};

/// While it lives, calls of the system go wrong at random, as they may on any day: whoever makes them again,
/// for what is left, gets on. Needs the program to have interrupted_calls.cpp, which stands before the C
/// library, for shared libraries as well.
class InterruptedCalls {
 public:
  enum class Of { this_thread, other_threads };
  explicit InterruptedCalls(Of threads);
  ~InterruptedCalls();
  InterruptedCalls(const InterruptedCalls&) = delete;
  InterruptedCalls& operator=(const InterruptedCalls&) = delete;

  bool happened(Call call, Fault fault) const;
};

}  // namespace interrupted
