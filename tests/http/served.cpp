#include "served.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace http_test {

using stdio_test::ServerProcess;

Served::Served(std::vector<std::string> arguments, std::map<std::string, std::string> environment,
               std::string folder) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  if (std::ranges::find(arguments, "--listen") == arguments.end())
    arguments.insert(arguments.end(), {"--port", "0"});
  arguments.insert(arguments.end(), {"--ready-fd", "3"});
  server_ = std::make_unique<ServerProcess>(ServerProcess::Options{.arguments = std::move(arguments),
                                                                   .environment = std::move(environment),
                                                                   .passed_fd = ends[1],
                                                                   .folder = std::move(folder)});
  ::close(ends[1]);
  std::array<char, 256> text{};
  for (ssize_t size = 0; (size = ::read(ends[0], text.data(), text.size())) > 0;)
    said_.append(text.data(), static_cast<std::size_t>(size));
  ::close(ends[0]);
}

std::string here(std::string request) { return request.replace(request.find("/mcp"), 4, "/here"); }

}  // namespace http_test
