// hold <url> <count> [<request file> <text>]
//
// Opens so many connections, sends the request on each and waits until the answer holds the text. Says "held"
// and keeps them all until it gets a SIGTERM. Fails when the server has closed one by then.
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "loopback.h"

namespace {

/// What came meanwhile is read, and nothing ended it.
bool is_open(const mcp::Descriptor& socket) {
  std::array<char, 4096> part{};
  ssize_t count = 1;
  while (count > 0) count = ::recv(socket.get(), part.data(), part.size(), MSG_DONTWAIT);
  return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 5) bench::fail("usage: hold URL COUNT [REQUEST_FILE TEXT]");
  const std::uint16_t port = bench::port_of(argv[1]);
  const std::string request = argc == 5 ? bench::read_file(argv[3]) : "";
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);

  sigset_t end{};
  ::sigemptyset(&end);
  ::sigaddset(&end, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &end, nullptr);

  std::vector<mcp::Descriptor> sockets;
  for (int i = std::atoi(argv[2]); i > 0; --i) {
    sockets.push_back(bench::connect(port));
    if (request.empty()) continue;
    bench::send(sockets.back(), request);
    bench::receive_until(sockets.back(), argv[4]);
  }
  std::cout << "held" << std::endl;
  int signal = 0;
  ::sigwait(&end, &signal);
  const auto open = std::ranges::count_if(sockets, is_open);
  if (open != std::ssize(sockets))
    bench::fail("only " + std::to_string(open) + " of " + argv[2] + " connections were still open");
}
