#include "cli/client/http/http_client.h"

#include <csignal>
#include <exception>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <httplib.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <mcp/core/descriptor.h>

#include "cli/version.h"

namespace mcpgen {
namespace {

constexpr std::chrono::hours kReadTimeout{24};
constexpr std::size_t kMaxFields = 256;
constexpr std::size_t kMaxHead = 64 * 1024;

HttpHead head_of(const httplib::Response& response) {
  HttpHead head{.status = response.status};
  for (const auto& [name, value] : response.headers) head.fields.emplace_back(name, value);
  return head;
}

bool is_too_large(const HttpHead& head) {
  std::size_t size = 0;
  for (const auto& [name, value] : head.fields) size += name.size() + value.size();
  return head.fields.size() > kMaxFields || size > kMaxHead;
}

/// The library takes any IPv4 address for one that a certificate names as `::1`: OpenSSL checks it as well.
void expect_name(SSL_CTX* context, const std::string& host) {
  X509_VERIFY_PARAM* const expected = SSL_CTX_get0_param(context);
  if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1) return;
  ERR_clear_error();
  X509_VERIFY_PARAM_set1_host(expected, host.c_str(), host.size());
}

}  // namespace

std::string package_for_http() { return ""; }

struct HttpClient::Library {
  Library(const Url& server, const std::string& authorities, std::chrono::milliseconds connect_timeout)
      : authority(server.authority()) {
    ::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to connections that are gone
    if (server.secure) {
      auto secure = std::make_unique<httplib::SSLClient>(server.host, server.port);
      secure->enable_server_certificate_verification(true);
      if (!authorities.empty()) secure->set_ca_cert_path(authorities);
      SSL_CTX_set_min_proto_version(secure->ssl_context(), TLS1_2_VERSION);
      expect_name(secure->ssl_context(), server.host);
      tls = secure.get();
      client = std::move(secure);
    } else {
      client = std::make_unique<httplib::ClientImpl>(server.host, server.port);
    }
    client->set_keep_alive(true);
    client->set_follow_location(false);
    client->set_url_encode(false);
    client->set_decompress(false);
    client->set_tcp_nodelay(true);
    client->set_connection_timeout(connect_timeout);
    client->set_read_timeout(kReadTimeout);
    client->set_socket_options([this](socket_t socket) { hold(socket); });
  }

  void hold(socket_t socket) {
    const std::lock_guard lock(mutex);
    held = mcp::Descriptor(::fcntl(socket, F_DUPFD_CLOEXEC, 0));
  }

  /// The library's own way to stop waits for the end of a TLS handshake, however long the server takes.
  void stop() {
    const std::lock_guard lock(mutex);
    if (held) ::shutdown(held.get(), SHUT_RDWR);
  }

  HttpFailure failure(httplib::Error error) const {
    using Kind = HttpFailure::Kind;
    if (error == httplib::Error::Connection) return {Kind::unreachable};
    if (httplib::to_string(error).find("SSL") == std::string::npos) return {Kind::broken_off};
    const long verdict = tls == nullptr ? X509_V_OK : tls->get_openssl_verify_result();
    if (error == httplib::Error::SSLConnection) return {Kind::no_tls};
    return {Kind::untrusted, verdict == X509_V_OK ? "" : X509_verify_cert_error_string(verdict)};
  }

  std::string authority;
  std::unique_ptr<httplib::ClientImpl> client{};
  httplib::SSLClient* tls = nullptr;
  std::mutex mutex{};
  mcp::Descriptor held{};  ///< the same connection, so that its number cannot come to name another
};

HttpClient::HttpClient(const Url& server, const std::string& authorities,
                       std::chrono::milliseconds connect_timeout)
    : library_(std::make_unique<Library>(server, authorities, connect_timeout)) {}

HttpClient::~HttpClient() = default;

std::optional<HttpFailure> HttpClient::run(const HttpRequest& request, const OnHead& on_head,
                                           const OnData& on_data) {
  bool enough = false;
  bool head_too_large = false;
  httplib::Request sent;
  sent.method = request.method;
  sent.path = request.target;
  sent.body = request.body;
  sent.headers = {{"Host", library_->authority}, {"Accept-Encoding", "identity"}};
  for (const auto& [name, value] : request.fields) sent.headers.emplace(name, value);
  if (!sent.has_header("User-Agent")) sent.headers.emplace("User-Agent", "mcpgen/" + std::string(kVersion));
  sent.response_handler = [&](const httplib::Response& response) {
    const HttpHead head = head_of(response);
    head_too_large = is_too_large(head);
    enough = head_too_large || !on_head(head);
    return !enough;
  };
  sent.content_receiver = [&](const char* data, std::size_t size, auto, auto) {
    enough = !on_data({data, size});
    return !enough;
  };
  try {
    const httplib::Result result = library_->client->send(sent);
    if (head_too_large) return HttpFailure{HttpFailure::Kind::head_too_large};
    if (result || enough) return {};
    return library_->failure(result.error());
  } catch (const std::exception& fault) {
    return HttpFailure{HttpFailure::Kind::broken_off, fault.what()};
  }
}

void HttpClient::stop() { library_->stop(); }

}  // namespace mcpgen
