#include "socket.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace http_test {
namespace {

using Clock = std::chrono::steady_clock;

Received read_head(const std::string& head) {
  Received out;
  out.status = std::stoi(head.substr(9, 3));
  std::size_t line = head.find("\r\n") + 2;
  while (line < head.size()) {
    const std::size_t end = head.find("\r\n", line);
    const std::size_t colon = head.find(": ", line);
    std::string name = head.substr(line, colon - line);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    out.fields.emplace(name, head.substr(colon + 2, end - colon - 2));
    line = end + 2;
  }
  return out;
}

/// Nothing while it is not whole; then how long it is.
std::optional<std::size_t> read_chunks(const std::string& text, std::string& body) {
  body.clear();
  std::size_t at = 0;
  for (;;) {
    const std::size_t line = text.find("\r\n", at);
    if (line == std::string::npos) return {};
    const std::size_t size = std::stoul(text.substr(at, line - at), nullptr, 16);
    at = line + 2;
    if (text.size() < at + size + 2) return {};
    body += text.substr(at, size);
    at += size + 2;
    if (size == 0) return at;
  }
}

}  // namespace

std::string Received::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

mcp::Json Received::json() const { return mcp::Json::parse(body, nullptr, false); }

const Received& Answer::operator*() const {
  if (!received_) throw std::runtime_error("no answer came");
  return *received_;
}

Socket::Socket(std::uint16_t port, const char* from)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (from != nullptr) {
    ::inet_pton(AF_INET, from, &address.sin_addr);
    if (::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot bind");
  }
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect");
  const int on = 1;  // each piece goes by itself
  ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Socket::Socket(const addrinfo& at) : socket_(::socket(at.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (::connect(socket_.get(), at.ai_addr, at.ai_addrlen) != 0) throw std::runtime_error("cannot connect");
}

Socket::Socket(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect");
}

Socket& Socket::send(std::string_view bytes) {
  dialogue_.sent(bytes);
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) break;  // the server may refuse before all is sent
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return *this;
}

/// False when nothing more comes in time.
bool Socket::wait(Clock::time_point deadline) {
  if (ended_) return false;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  pollfd wanted{socket_.get(), POLLIN, 0};
  if (::poll(&wanted, 1, static_cast<int>(std::max(left, 0ms).count())) <= 0) return false;
  char bytes[65536];
  const ssize_t count = ::recv(socket_.get(), bytes, sizeof bytes, 0);
  ended_ = count <= 0;
  if (!ended_) buffer_.append(bytes, static_cast<std::size_t>(count));
  return !ended_;
}

Answer Socket::receive_head(std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  while (buffer_.find("\r\n\r\n") == std::string::npos) {
    if (!wait(deadline)) return {};
  }
  const std::size_t end = buffer_.find("\r\n\r\n") + 2;
  Received out = read_head(buffer_.substr(0, end));
  buffer_.erase(0, end + 2);
  dialogue_.answered(out.status, out.fields);
  return out;
}

Answer Socket::receive(std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  Answer head = receive_head(patience);
  if (!head || head->status == 204 || head->status < 200) return head;
  Received out = *head;
  if (out.field("transfer-encoding") == "chunked") {
    for (;;) {
      if (const auto length = read_chunks(buffer_, out.body)) {
        buffer_.erase(0, *length);
        dialogue_.body(out.body);
        return out;
      }
      if (!wait(deadline)) return {};
    }
  }
  const std::size_t length = std::stoul(out.field("content-length"));
  while (buffer_.size() < length) {
    if (!wait(deadline)) return {};
  }
  out.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  dialogue_.body(out.body);
  return out;
}

std::string Socket::receive_until(std::string_view text, std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  std::size_t found = 0;
  while ((found = buffer_.find(text)) == std::string::npos) {
    if (!wait(deadline)) return {};
  }
  std::string out = buffer_.substr(0, found + text.size());
  buffer_.erase(0, out.size());
  dialogue_.streamed(out);
  return out;
}

bool Socket::is_closed(std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  while (wait(deadline)) {
  }
  return ended_ && buffer_.empty();
}

void Socket::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket_ = mcp::Descriptor();
  ended_ = true;
}

}  // namespace http_test
