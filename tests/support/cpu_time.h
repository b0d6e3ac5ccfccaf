#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>

namespace tst {

/// What this process has used of the processors: what else the machine does has no say in it.
inline std::chrono::nanoseconds cpu_used() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

/// What `work` uses at the least in three times.
template <typename Work>
std::chrono::nanoseconds cpu_time(Work work) {
  auto least = std::chrono::nanoseconds::max();
  for (int i = 0; i < 3; ++i) {
    const auto begun = cpu_used();
    work();
    least = std::min(least, cpu_used() - begun);
  }
  return least;
}

/// How often the time of `less` goes into that of `more`.
template <typename More, typename Less>
double times_as_long(More more, Less less) {
  return std::chrono::duration<double>(cpu_time(more)) / std::chrono::duration<double>(cpu_time(less));
}

}  // namespace tst
