#include "listener.h"

#include <cerrno>
#include <cstring>
#include <exception>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mcp/core/log.h>
#include <mcp/transport/http/net/address.h>
#include <mcp/transport/http/net/connection.h>

namespace mcp::http {
namespace {

using namespace std::chrono_literals;

/// Connections taken in before others get their turn.
constexpr int kAtOnce = 64;
constexpr auto kPause = 200ms;

}  // namespace

Listener::Listener(std::vector<std::shared_ptr<Loop>> loops, Descriptor socket, Service& service,
                   Budget& budget, const Limits& limits, Encryption* encryption, const Proxies* proxies)
    : loops_(std::move(loops)),
      socket_(loops_.front()->context(), socket.release()),
      pause_(loops_.front()->context()),
      service_(service),
      budget_(budget),
      limits_(limits),
      encryption_(encryption),
      proxies_(proxies) {}

void Listener::start() { wait(); }

void Listener::stop() {
  stopped_ = true;
  boost::system::error_code ignored;
  socket_.close(ignored);
  pause_.cancel();
}

void Listener::wait() {
  socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                     memory_.keep([self = shared_from_this()](const boost::system::error_code& error) {
                       if (!error && !self->stopped_) self->accept_all();
                     }));
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
  client.spared = limits_.spare_loopback;
  if (proxies_ != nullptr && proxies_->trust(client)) client.proxies = proxies_;
  auto place = budget_.connections().take(client.exempt() ? "" : subscriber(client.address));
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
  pause_.expires_after(kPause);
  try {
    pause_.async_wait(memory_.keep([self = shared_from_this()](const boost::system::error_code& error) {
      if (!error && !self->stopped_) self->accept_all();
    }));
  } catch (const std::exception&) {  // a timer needs a place among those of its loop as well
    return wait();
  }
  if (!std::exchange(exhausted_, true))
    log_line(LogLevel::error, "no more connections can be taken in for now", {{"why", why}});
}

}  // namespace mcp::http
