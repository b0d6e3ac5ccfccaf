#include "loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace bench {

std::uint16_t port_of(std::string_view url) {
  const std::size_t colon = url.rfind(':');
  if (colon == std::string_view::npos) fail("no port in the URL");
  return static_cast<std::uint16_t>(std::strtoul(url.data() + colon + 1, nullptr, 10));
}

mcp::Descriptor connect(std::uint16_t port) {
  mcp::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    fail("cannot connect");
  return socket;
}

void send(const mcp::Descriptor& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) fail("the server stopped reading");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string receive_until(const mcp::Descriptor& socket, std::string_view end) {
  std::string text;
  std::array<char, 16 * 1024> part{};
  while (text.find(end) == std::string::npos) {
    const ssize_t count = ::recv(socket.get(), part.data(), part.size(), 0);
    if (count <= 0) fail("the server ended instead of answering: " + text);
    text.append(part.data(), static_cast<std::size_t>(count));
  }
  return text;
}

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("cannot read " + std::string(path));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void fail(std::string_view what) {
  std::cerr << what << '\n';
  std::exit(1);
}

}  // namespace bench
