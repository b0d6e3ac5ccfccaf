#include "web_server.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <memory>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "catch.h"

namespace fetch_test {
namespace {

using namespace std::chrono_literals;
constexpr int kTickMs = 20;

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

Context make_context(const WebServer::Options& options) {
  Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (options.most_version != 0) {
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.get(), options.most_version);
  }
  BIO* bio = BIO_new_mem_buf(options.identity->cert.data(), static_cast<int>(options.identity->cert.size()));
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  bio = BIO_new_mem_buf(options.identity->key.data(), static_cast<int>(options.identity->key.size()));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  SSL_CTX_use_certificate(context.get(), certificate);
  SSL_CTX_use_PrivateKey(context.get(), key);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return context;
}

void set_timeout(int fd, int what) {
  const timeval tick{.tv_sec = 0, .tv_usec = kTickMs * 1000};
  ::setsockopt(fd, SOL_SOCKET, what, &tick, sizeof tick);
}

class Served final : public Exchange {
 public:
  Served(int fd, SSL* session, const std::atomic<bool>& stopping)
      : fd_(fd), session_(session), stopping_(stopping) {}

  /// The request, up to the end of its body.
  bool receive() {
    std::array<char, 4096> chunk{};
    while (!stopping_ && !complete()) {
      const auto size = session_ == nullptr
                            ? ::recv(fd_, chunk.data(), chunk.size(), 0)
                            : SSL_read(session_, chunk.data(), static_cast<int>(chunk.size()));
      if (size > 0)
        request_.append(chunk.data(), static_cast<std::size_t>(size));
      else if (!may_go_on(static_cast<int>(size)))
        return false;
    }
    return !stopping_;
  }

  bool send(std::string_view bytes) override {
    while (!bytes.empty() && !stopping_) {
      const auto size = session_ == nullptr
                            ? ::send(fd_, bytes.data(), bytes.size(), 0)
                            : SSL_write(session_, bytes.data(), static_cast<int>(bytes.size()));
      if (size > 0)
        bytes.remove_prefix(static_cast<std::size_t>(size));
      else if (!may_go_on(static_cast<int>(size)))
        return false;
    }
    return !stopping_;
  }

  bool wait(std::chrono::milliseconds time) override {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!stopping_ && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(time, 10ms));
    return !stopping_;
  }

  bool shake_hands() {
    for (int done = 0; !stopping_ && (done = SSL_accept(session_)) != 1;) {
      if (!may_go_on(done)) return false;
    }
    return !stopping_;
  }

 private:
  bool may_go_on(int result) const {
    if (session_ == nullptr) return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    const int error = SSL_get_error(session_, result);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
  }

  bool complete() const {
    constexpr std::string_view kLength = "content-length:";
    const std::size_t head = request_.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    std::string lower = request_.substr(0, head);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::size_t at = lower.find(kLength);
    if (at == std::string::npos) return true;
    std::size_t length = 0;
    const char* text = lower.c_str() + lower.find_first_not_of(' ', at + kLength.size());
    std::from_chars(text, lower.c_str() + lower.size(), length);
    return request_.size() >= head + 4 + length;
  }

  const int fd_;
  SSL* const session_;
  const std::atomic<bool>& stopping_;
};

}  // namespace

std::string Exchange::path() const {
  const std::size_t begin = request_.find(' ') + 1;
  return request_.substr(begin, request_.find(' ', begin) - begin);
}

bool Exchange::answer(int status, std::string_view body, std::string_view type, std::string_view lines) {
  return send("HTTP/1.1 " + std::to_string(status) + " As it is\r\nContent-Type: " + std::string(type) +
              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(lines) + "\r\n" +
              std::string(body));
}

WebServer::WebServer(Handler handler, Options options)
    : handler_(std::move(handler)), options_(std::move(options)) {
  listener_ = mcp::Descriptor(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(::bind(listener_.get(), any, size) == 0);
  REQUIRE(::listen(listener_.get(), 64) == 0);
  REQUIRE(::getsockname(listener_.get(), any, &size) == 0);
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

WebServer::~WebServer() {
  stopping_ = true;
  accepting_.join();
  for (std::thread& each : serving_) each.join();
}

std::string WebServer::url(std::string_view path) const {
  return (options_.identity ? "https://localhost:" : "http://localhost:") + std::to_string(port_) +
         std::string(path);
}

std::vector<std::string> WebServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void WebServer::accept_all() {
  while (!stopping_) {
    pollfd waiting{.fd = listener_.get(), .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, kTickMs) <= 0) continue;
    mcp::Descriptor socket(::accept(listener_.get(), nullptr, nullptr));
    if (!socket) continue;
    ++connections_;
    serving_.emplace_back([this, socket = std::move(socket)]() mutable { serve(std::move(socket)); });
  }
}

void WebServer::serve(mcp::Descriptor socket) {
  sigset_t pipe;  // of this thread only: the client under test has to look after itself
  ::sigemptyset(&pipe);
  ::sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
  set_timeout(socket.get(), SO_RCVTIMEO);
  set_timeout(socket.get(), SO_SNDTIMEO);
  Context context(nullptr, SSL_CTX_free);
  Session session(nullptr, SSL_free);
  if (options_.identity) {
    context = make_context(options_);
    session.reset(SSL_new(context.get()));
    SSL_set_fd(session.get(), socket.get());
  }
  Served served(socket.get(), session.get(), stopping_);
  if ((session != nullptr && !served.shake_hands()) || !served.receive()) return;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(served.request());
  }
  handler_(served);
  if (session != nullptr) SSL_shutdown(session.get());
}

}  // namespace fetch_test
