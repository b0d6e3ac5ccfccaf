// hold <url> <count> [<request file> <text>]
//
// Opens so many connections, sends the request on each and waits until the answer holds the text. Says "held"
// and keeps them all until it is killed.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "loopback.h"

int main(int argc, char** argv) {
  if (argc != 3 && argc != 5) bench::fail("usage: hold URL COUNT [REQUEST_FILE TEXT]");
  const std::uint16_t port = bench::port_of(argv[1]);
  const std::string request = argc == 5 ? bench::read_file(argv[3]) : "";
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);

  std::vector<mcp::Descriptor> sockets;
  for (int i = std::atoi(argv[2]); i > 0; --i) {
    sockets.push_back(bench::connect(port));
    if (request.empty()) continue;
    bench::send(sockets.back(), request);
    bench::receive_until(sockets.back(), argv[4]);
  }
  std::cout << "held" << std::endl;
  ::pause();
}
