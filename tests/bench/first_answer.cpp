// first_answer <runs> <request file> -- <command>...
//
// Starts a server that writes its URL to descriptor 3, sends it one request as soon as it does, and prints
// the median of the milliseconds from its start to its answer.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "loopback.h"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_to_answer(char** command, const std::string& request) {
  std::array<int, 2> ready{};
  if (::pipe(ready.data()) != 0) bench::fail("no pipe");
  const auto begun = Clock::now();
  const pid_t pid = ::fork();
  if (pid < 0) bench::fail("no process");
  if (pid == 0) {
    ::dup2(ready[1], 3);
    for (const int fd : ready) {
      if (fd != 3) ::close(fd);
    }
    ::execvp(command[0], command);
    ::_exit(127);
  }
  ::close(ready[1]);
  std::array<char, 256> url{};
  if (::read(ready[0], url.data(), url.size() - 1) <= 0) bench::fail("the server did not start");
  ::close(ready[0]);
  {
    const mcp::Descriptor socket = bench::connect(bench::port_of(url.data()));
    bench::send(socket, request);
    bench::receive_until(socket, "Hello, ");
  }
  const std::chrono::duration<double, std::milli> elapsed = Clock::now() - begun;
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
  return elapsed.count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5 || std::strcmp(argv[3], "--") != 0)
    bench::fail("usage: first_answer RUNS REQUEST_FILE -- COMMAND...");
  const std::string request = bench::read_file(argv[2]);
  std::vector<double> times;
  for (int run = std::atoi(argv[1]); run > 0; --run)
    times.push_back(milliseconds_to_answer(argv + 4, request));
  std::ranges::sort(times);
  std::printf("%.1f\n", times.at(times.size() / 2));
}
