#include "fake_server.h"

#include <chrono>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mcp/core/ascii.h>
#include <mcp/json/writer.h>

namespace http_client_test {
namespace {

/// Reads until `enough` says so; false when the client went before.
template <class Enough>
bool read_until(int socket, std::string& bytes, const Enough& enough) {
  while (!enough()) {
    char chunk[4096];
    const ssize_t got = ::recv(socket, chunk, sizeof chunk, 0);
    if (got <= 0) return false;
    bytes.append(chunk, static_cast<std::size_t>(got));
  }
  return true;
}

Request read_head(std::string_view head) {
  Request request;
  const std::string_view line = head.substr(0, head.find("\r\n"));
  const std::size_t space = line.find(' ');
  request.method = line.substr(0, space);
  request.target = line.substr(space + 1, line.rfind(' ') - space - 1);
  for (std::size_t at = line.size() + 2; at < head.size();) {
    const std::size_t end = std::min(head.find("\r\n", at), head.size());
    const std::string_view field = head.substr(at, end - at);
    const std::size_t colon = field.find(": ");
    std::string name(field.substr(0, colon));
    for (char& c : name) c = mcp::to_lower(c);
    if (colon != std::string_view::npos) request.fields[name] = field.substr(colon + 2);
    at = end + 2;
  }
  return request;
}

bool read_request(int socket, Request& request) {
  std::string bytes;
  std::size_t end = 0;
  if (!read_until(socket, bytes, [&] { return (end = bytes.find("\r\n\r\n")) != std::string::npos; }))
    return false;
  request = read_head(std::string_view(bytes).substr(0, end));
  const std::string length = request.field("content-length");
  const std::size_t size = length.empty() ? 0 : std::stoul(length);
  if (!read_until(socket, bytes, [&] { return bytes.size() >= end + 4 + size; })) return false;
  request.body = bytes.substr(end + 4, size);
  return true;
}

}  // namespace

std::string Request::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

Json Request::message() const { return body.empty() ? Json() : Json::parse(body); }

std::string Request::subject() const {
  const Json sent = message();
  if (sent.is_null()) return method;
  return sent.contains("method") ? sent["method"].get<std::string>() : "answer";
}

bool Reply::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void Reply::send(int status, std::string_view type, std::string_view body, std::string_view lines) const {
  std::string head = "HTTP/1.1 " + std::to_string(status) +
                     " Said\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  if (!type.empty()) head.append("Content-Type: ").append(type).append("\r\n");
  write(head.append(lines).append("\r\n").append(body));
}

void Reply::json(const Json& body, std::string_view lines) const {
  send(200, "application/json", mcp::to_text(body), lines);
}

void Reply::begin_events(std::string_view lines) const {
  write(std::string("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n")
            .append(lines)
            .append("\r\n"));
}

void Reply::event(const Json& message, std::string_view id) const {
  std::string text;
  if (!id.empty()) text.append("id: ").append(id).append("\n");
  write(text.append("data: ").append(mcp::to_text(message)).append("\n\n"));
}

bool Reply::wait(std::chrono::milliseconds time) const {
  const auto until = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < until) {
    pollfd gone{socket_, POLLIN, 0};
    if (stopping_ || ::poll(&gone, 1, 5) != 0) return false;
  }
  return true;
}

FakeServer::FakeServer(Answer answer) : answer_(std::move(answer)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, generic, &size) != 0)
    throw std::runtime_error("cannot listen");
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

FakeServer::~FakeServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  accepting_.join();
  for (std::thread& connection : connections_) connection.join();
  ::close(listener_);
}

void FakeServer::accept_all() {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    connections_.emplace_back([this, socket] { serve(socket); });
  }
}

void FakeServer::serve(int socket) {
  Request request;
  if (read_request(socket, request)) {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    answer_(request, Reply(socket, stopping_));
    const std::lock_guard order(mutex_);  // what it did is seen by the answers to whoever comes later
  }
  ::close(socket);
}

std::string FakeServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

std::vector<Request> FakeServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::string FakeServer::subjects() const {
  std::string text;
  for (const Request& request : requests()) text += (text.empty() ? "" : ", ") + request.subject();
  return text;
}

Json result_of(const Request& request, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", request.message()["id"]}, {"result", std::move(result)}};
}

}  // namespace http_client_test
