#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../stdio/server_process.h"

namespace http_test {

/// The server program as a process of its own that serves, and what it said of itself on descriptor 3.
class Served {
 public:
  explicit Served(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {},
                  std::string folder = ".");

  stdio_test::ServerProcess& process() { return *server_; }
  const std::string& said() const { return said_; }
  std::uint16_t port() const {
    return static_cast<std::uint16_t>(std::stoul(said_.substr(said_.find(':', 7) + 1)));
  }

 private:
  std::unique_ptr<stdio_test::ServerProcess> server_{};
  std::string said_{};
};

/// The request, to the path that the server program serves.
std::string here(std::string request);

}  // namespace http_test
