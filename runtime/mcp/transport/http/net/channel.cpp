#include "channel.h"

#include <cerrno>

#include <sys/socket.h>

namespace mcp::http {
namespace {

Channel::Progress failed(Channel::Outcome wait) {
  return {errno == EAGAIN || errno == EWOULDBLOCK ? wait : Channel::Outcome::broken};
}

}  // namespace

Channel::Progress PlainChannel::read(std::span<char> into) {
  ssize_t count = 0;
  do {
    count = ::recv(socket_, into.data(), into.size(), 0);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return failed(Outcome::wait_to_read);
  return {count == 0 ? Outcome::closed : Outcome::done, static_cast<std::size_t>(count)};
}

Channel::Progress PlainChannel::write(std::string_view bytes) {
  ssize_t count = 0;
  do {
    count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return failed(Outcome::wait_to_write);
  return {Outcome::done, static_cast<std::size_t>(count)};
}

void PlainChannel::finish() { ::shutdown(socket_, SHUT_WR); }

}  // namespace mcp::http
