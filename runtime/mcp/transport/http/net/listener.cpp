#include "listener.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <utility>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mcp/core/listen_address.h>
#include <mcp/core/log.h>
#include <mcp/transport/http/net/connection.h>

namespace mcp::http {
namespace {

using namespace std::chrono_literals;

constexpr int kBacklog = 4096;
/// Connections taken in before others get their turn.
constexpr int kAtOnce = 64;
constexpr auto kPause = 200ms;

Error cannot_listen(const std::string& where, int error) {
  std::string advice;
  if (error == EADDRINUSE) advice = "; choose another port, 0 takes a free one";
  if (error == EACCES) advice = "; ports below 1024 are for root";
  if (error == EADDRNOTAVAIL) advice = "; this machine has no such address";
  return {Error::Code::unavailable, "cannot listen on " + where + ": " + std::strerror(error) + advice};
}

Client client_of(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return {.address = text.data(), .loopback = (ntohl(v4.sin_addr.s_addr) >> 24) == 127};
  }
  if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    const bool mapped = IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr) && v6.sin6_addr.s6_addr[12] == 127;
    return {.address = text.data(), .loopback = mapped || IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr)};
  }
  return {.loopback = true};
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

Result<Bound> listen_on(Descriptor socket, const sockaddr* address, socklen_t length,
                        const std::string& where) {
  if (!socket || ::bind(socket.get(), address, length) != 0 || ::listen(socket.get(), kBacklog) != 0)
    return cannot_listen(where, errno);
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&bound), &size);
  const Client self = client_of(bound);
  const auto port = bound.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(bound).sin_port
                                               : reinterpret_cast<sockaddr_in6&>(bound).sin6_port;
  return Bound{std::move(socket), self.address, ntohs(port), self.loopback};
}

}  // namespace

Result<Bound> bind_tcp(const std::string& host, std::uint16_t port) {
  const std::string service = std::to_string(port);
  const std::string where = address_text({host, port});
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failed = ::getaddrinfo(host.c_str(), service.c_str(), &wanted, &found);
  const Resolved resolved(found);
  if (failed != 0)
    return Error{Error::Code::unavailable, "cannot listen on " + where + ": " + ::gai_strerror(failed)};
  Descriptor socket(::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  return listen_on(std::move(socket), found->ai_addr, found->ai_addrlen, where);
}

Listener::Listener(std::vector<std::shared_ptr<Loop>> loops, Descriptor socket, Service& service,
                   Budget& budget, const Limits& limits, Encryption* encryption)
    : loops_(std::move(loops)),
      socket_(loops_.front()->context(), socket.release()),
      pause_(loops_.front()->context()),
      service_(service),
      budget_(budget),
      limits_(limits),
      encryption_(encryption) {}

void Listener::start() { wait(); }

void Listener::stop() {
  stopped_ = true;
  boost::system::error_code ignored;
  socket_.close(ignored);
  pause_.cancel();
}

void Listener::wait() {
  socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& error) {
                       if (!error && !self->stopped_) self->accept_all();
                     });
}

void Listener::accept_all() {
  for (int i = 0; i < kAtOnce; ++i) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    Descriptor socket(::accept4(socket_.native_handle(), reinterpret_cast<sockaddr*>(&address), &length,
                                SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket) {
      try {
        welcome(std::move(socket), client_of(address));
      } catch (const std::exception& error) {  // no memory
        return pause(error.what());
      }
      exhausted_ = false;
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
      return pause(std::strerror(errno));
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
  }
  wait();
}

std::unique_ptr<Channel> Listener::channel(int socket) const {
  auto plain = std::make_unique<PlainChannel>(socket);
  if (encryption_ == nullptr) return plain;
  return encryption_->over(std::move(plain));
}

void Listener::welcome(Descriptor socket, Client client) {
  client.encrypted = encryption_ != nullptr;
  auto place = budget_.connections().take(client.loopback ? "" : client.address);
  if (!place) {
    if (client.encrypted) return;  // a handshake is more than it may take
    std::string refusal;
    write_response(refusal, plain(503, place.error().message), {.keep_alive = false});
    PlainChannel(socket.get()).write(refusal);
    return;
  }
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef TCP_USER_TIMEOUT  // a peer that is gone without a word is noticed by what it does not acknowledge
  const auto patience = static_cast<unsigned>(limits_.write_stall.count());
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
#endif
  const auto& loop = loops_[next_loop_++ % loops_.size()];
  auto way = channel(socket.get());
  const auto connection =
      std::make_shared<Connection>(loop, std::move(socket), std::move(way), std::move(client),
                                   *std::move(place), service_, budget_, limits_);
  if (loop->is_current()) return connection->start();
  loop->post([connection] { connection->start(); });
}

/// No descriptor or memory is left for one more: those that wait are taken in when some are free again.
void Listener::pause(std::string_view why) {
  if (!std::exchange(exhausted_, true))
    log_line(LogLevel::error, "no more connections can be taken in for now", {{"why", why}});
  pause_.expires_after(kPause);
  pause_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error && !self->stopped_) self->accept_all();
  });
}

}  // namespace mcp::http
