#include "bound.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>
#include <variant>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <mcp/core/log.h>
#include <mcp/transport/http/net/address.h>

namespace mcp::http {
namespace {

constexpr int kBacklog = 4096;

/// To find a port that is free at each address of a name.
constexpr int kTries = 16;

Error cannot_listen(const ListenAddress& address, int error) {
  const bool file = !address.socket.empty();
  std::string advice;
  if (error == EADDRINUSE)
    advice = file ? "; somebody listens there already" : "; choose another port, 0 takes a free one";
  if (error == EEXIST) advice = "; the file there is no socket: remove it, or choose another path";
  if (error == EACCES)
    advice = file ? "; it needs the right to write there" : "; ports below 1024 are for root";
  if (error == ENOENT) advice = "; make its folder first";
  if (error == EADDRNOTAVAIL) advice = "; this machine has no such address";
  if (error == EWOULDBLOCK)
    advice = "; somebody keeps its folder locked: choose one that only this server's user may read";
  return {Error::Code::unavailable,
          "cannot listen on " + address_text(address) + ": " + std::strerror(error) + advice};
}

struct Resolved {
  explicit Resolved(addrinfo* found) : first(found) {}
  Resolved(const Resolved&) = delete;
  Resolved& operator=(const Resolved&) = delete;
  ~Resolved() {
    if (first != nullptr) ::freeaddrinfo(first);
  }
  addrinfo* first;
};

sockaddr_storage storage_of(const addrinfo& at) {
  sockaddr_storage address{};
  std::memcpy(&address, at.ai_addr, at.ai_addrlen);
  return address;
}

void set_port(sockaddr_storage& address, std::uint16_t port) {
  if (address.ss_family == AF_INET) reinterpret_cast<sockaddr_in&>(address).sin_port = htons(port);
  if (address.ss_family == AF_INET6) reinterpret_cast<sockaddr_in6&>(address).sin6_port = htons(port);
}

Descriptor make_socket(int family) {
  return Descriptor(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

/// Listens at one address of a name; the error is that of the system.
std::variant<Bound, int> bind_one(const addrinfo& at, std::uint16_t port, bool of_several) {
  sockaddr_storage address = storage_of(at);
  set_port(address, port);
  Descriptor socket = make_socket(at.ai_family);
  if (!socket) return errno;
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (of_several && at.ai_family == AF_INET6)  // or it takes what is the other's
    ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), at.ai_addrlen) != 0 ||
      ::listen(socket.get(), kBacklog) != 0)
    return errno;
  return adopt(std::move(socket));
}

struct LeftOut {
  const addrinfo* at;
  int error;
};

/// Whoever resolves the name may come to this address, and reaches nobody.
void warn_of(const LeftOut& left_out, const std::string& name) {
  log_line(LogLevel::warning,
           client_of(storage_of(*left_out.at)).address + ", which is an address of " + name +
               ", is not one of this machine: not served",
           {{"why", std::strerror(left_out.error)}});
}

/// Those that this machine has of the addresses of a name, each once; `left_out` gets the others.
std::variant<std::vector<Bound>, int> bind_each(const addrinfo* found, std::uint16_t port,
                                                std::vector<LeftOut>& left_out) {
  std::vector<Bound> all;
  int error = EADDRNOTAVAIL;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    const auto is_this = [&](const addrinfo* other) {
      return other->ai_addrlen == at->ai_addrlen &&
             std::memcmp(other->ai_addr, at->ai_addr, at->ai_addrlen) == 0;
    };
    const addrinfo* first = found;
    while (!is_this(first)) first = first->ai_next;
    if (first != at) continue;
    auto bound = bind_one(*at, all.empty() ? port : all.front().address.port, found->ai_next != nullptr);
    if (auto* one = std::get_if<Bound>(&bound)) {
      all.push_back(std::move(*one));
      continue;
    }
    error = std::get<int>(bound);
    if (error != EADDRNOTAVAIL && error != EAFNOSUPPORT) return error;
    left_out.push_back({at, error});
  }
  if (all.empty()) return error;
  return all;
}

Result<std::vector<Bound>> bind_tcp(const ListenAddress& address) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failed =
      ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &wanted, &found);
  const Resolved resolved(found);
  if (failed != 0)
    return Error{Error::Code::unavailable,
                 "cannot listen on " + address_text(address) + ": " + ::gai_strerror(failed)};
  return bind_found(address, found);
}

Result<std::vector<Bound>> bind_unix(const ListenAddress& address) {
  Descriptor socket = make_socket(AF_UNIX);
  const FolderLock lock(address.socket);  // a file that nobody listens on yet looks like one left behind
  if (lock.refused()) return cannot_listen(address, EWOULDBLOCK);
  if (!socket || !bind_to_file(socket.get(), address.socket)) return cannot_listen(address, errno);
  auto file = std::make_unique<SocketFile>(address.socket);
  if (::listen(socket.get(), kBacklog) != 0) return cannot_listen(address, errno);
  std::vector<Bound> bound;
  bound.push_back(adopt(std::move(socket)));
  bound.front().file = std::move(file);
  return bound;
}

/// `@name` for a name that is no file.
std::string path_of(const sockaddr_un& address, socklen_t size) {
  std::string path(address.sun_path, size - offsetof(sockaddr_un, sun_path));
  if (path.starts_with('\0')) return "@" + path.substr(1);
  return path.substr(0, path.find('\0'));  // which may end it
}

}  // namespace

Result<std::vector<Bound>> bind(const ListenAddress& address) {
  return address.socket.empty() ? bind_tcp(address) : bind_unix(address);
}

Result<std::vector<Bound>> bind_found(const ListenAddress& address, const addrinfo* found) {
  int error = EADDRINUSE;
  // A port that is free at one address need not be so at the next.
  for (int tries = address.port == 0 ? kTries : 1; tries > 0 && error == EADDRINUSE; --tries) {
    std::vector<LeftOut> left_out;
    auto bound = bind_each(found, address.port, left_out);
    if (auto* all = std::get_if<std::vector<Bound>>(&bound)) {
      for (const LeftOut& each : left_out) warn_of(each, address.host);
      return std::move(*all);
    }
    error = std::get<int>(bound);
  }
  return cannot_listen(address, error);
}

Bound adopt(Descriptor socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&bound), &size);
  const Client self = client_of(bound);
  ListenAddress address{self.address, 0, {}};
  if (bound.ss_family == AF_UNIX) address.socket = path_of(reinterpret_cast<const sockaddr_un&>(bound), size);
  if (bound.ss_family == AF_INET) address.port = ntohs(reinterpret_cast<const sockaddr_in&>(bound).sin_port);
  if (bound.ss_family == AF_INET6)
    address.port = ntohs(reinterpret_cast<const sockaddr_in6&>(bound).sin6_port);
  return {.socket = std::move(socket), .address = std::move(address), .loopback = self.loopback};
}

}  // namespace mcp::http
