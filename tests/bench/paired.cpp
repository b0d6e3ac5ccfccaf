// paired <runs> <command A> <command B>
//
// Runs two shell commands in turn, A B A B …, after one warm-up of each, and prints the median CPU
// seconds of both and the median of the ratios A/B pair by pair: a figure that holds on a busy machine.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// CPU seconds of `command` and everything it started and waited for.
double cpu_of(const char* command) {
  const pid_t pid = fork();
  if (pid == 0) {
    execl("/bin/sh", "sh", "-c", command, static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (pid < 0 || wait4(pid, &status, 0, &usage) < 0 || status != 0) {
    std::fprintf(stderr, "paired: failed: %s\n", command);
    std::exit(1);
  }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: paired RUNS 'COMMAND A' 'COMMAND B'\n");
    return 2;
  }
  std::vector<double> a;
  std::vector<double> b;
  std::vector<double> ratios;
  cpu_of(argv[2]);
  cpu_of(argv[3]);
  for (int run = std::atoi(argv[1]); run > 0; --run) {
    a.push_back(cpu_of(argv[2]));
    b.push_back(cpu_of(argv[3]));
    ratios.push_back(a.back() / std::max(b.back(), 1e-6));
  }
  std::printf("%.4f %.4f %.2f\n", median(a), median(b), median(ratios));
}
