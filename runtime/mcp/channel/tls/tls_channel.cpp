#include "tls_channel.h"

#include <algorithm>
#include <array>
#include <climits>
#include <new>
#include <utility>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <mcp/core/base64.h>
#include <mcp/core/log.h>

namespace mcp::channel {
namespace {

using Outcome = Channel::Outcome;

constexpr std::string_view kPlainAnswer =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
    "this address is served over TLS: write https:// instead of http://\n";

int moved(BIO* bio, Channel::Progress progress) {
  BIO_clear_retry_flags(bio);
  switch (progress.outcome) {
    case Outcome::done:
      return static_cast<int>(progress.bytes);
    case Outcome::wait_to_read:
      BIO_set_retry_read(bio);
      return -1;
    case Outcome::wait_to_write:
      BIO_set_retry_write(bio);
      return -1;
    case Outcome::closed:
      return 0;
    case Outcome::broken:
      return -1;
  }
  return -1;
}

Channel& below(BIO* bio) { return *static_cast<Channel*>(BIO_get_data(bio)); }

int read_below(BIO* bio, char* into, int size) {
  return moved(bio, below(bio).read({into, static_cast<std::size_t>(size)}));
}

int write_below(BIO* bio, const char* bytes, int size) {
  return moved(bio, below(bio).write({bytes, static_cast<std::size_t>(size)}));
}

long control_below(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

int begin_below(BIO* bio) {
  BIO_set_init(bio, 1);
  return 1;
}

/// Hands what OpenSSL reads and writes to a channel; its own BIO for sockets raises SIGPIPE.
const BIO_METHOD* channel_method() {
  static const BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "channel");
    BIO_meth_set_read(made, read_below);
    BIO_meth_set_write(made, write_below);
    BIO_meth_set_ctrl(made, control_below);
    BIO_meth_set_create(made, begin_below);
    return made;
  }();
  return method;
}

int length(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

std::string name_text(const X509_NAME& name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), &name, 0, XN_FLAG_RFC2253);
  return text_of(*bio);
}

std::string hash_text(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  X509_digest(&certificate, EVP_sha256(), hash.data(), &size);
  return "sha256:" + to_base64({reinterpret_cast<const char*>(hash.data()), size});
}

}  // namespace

TlsChannel::TlsChannel(Ssl ssl, std::unique_ptr<Channel> plain)
    : plain_(std::move(plain)), ssl_(std::move(ssl)) {
  BIO* bio = BIO_new(channel_method());
  if (bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, plain_.get());
  SSL_set_bio(ssl_.get(), bio, bio);
  SSL_set_accept_state(ssl_.get());
}

Channel::Progress TlsChannel::read(std::span<char> into) {
  if (finished_) return plain_->read(into);  // only counted: nobody wants it any more
  if (ssl_ != nullptr) {
    ERR_clear_error();
    const int count = SSL_read(ssl_.get(), into.data(), length(into.size()));
    established_ = established_ || SSL_is_init_finished(ssl_.get()) == 1;
    if (count > 0) return {Outcome::done, static_cast<std::size_t>(count)};
    const Progress progress = stopped(count);
    if (progress.outcome != Outcome::broken || established_) return progress;
    refuse();
  }
  // Until the client has read why, and closes; or its time for a handshake is over.
  const Progress ignored = plain_->read(into);
  return ignored.outcome == Outcome::done ? Progress{Outcome::wait_to_read} : ignored;
}

Channel::Progress TlsChannel::write(std::string_view bytes) {
  if (ssl_ == nullptr || finished_) return {Outcome::broken};
  ERR_clear_error();
  const int count = SSL_write(ssl_.get(), bytes.data(), length(bytes.size()));
  if (count > 0) return {Outcome::done, static_cast<std::size_t>(count)};
  return stopped(count);
}

void TlsChannel::finish() {
  if (ssl_ != nullptr && !finished_) SSL_shutdown(ssl_.get());
  ERR_clear_error();
  finished_ = true;
  plain_->finish();
}

Channel::Progress TlsChannel::stopped(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return {Outcome::wait_to_read};
    case SSL_ERROR_WANT_WRITE:
      return {Outcome::wait_to_write};
    case SSL_ERROR_ZERO_RETURN:
      return {Outcome::closed};
    default:
      return {Outcome::broken};
  }
}

/// No private connection came about. The client has been told by an alert, unless it does not speak TLS.
void TlsChannel::refuse() {
  if (ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST) plain_->write(kPlainAnswer);
  log_line(LogLevel::debug, "a TLS handshake failed", {{"why", openssl_complaint()}});
  ssl_.reset();
  plain_->finish();
}

const X509* TlsChannel::peer_certificate() const {
  return ssl_ == nullptr ? nullptr : SSL_get0_peer_certificate(ssl_.get());
}

std::string TlsChannel::peer_name() const {
  const X509* certificate = peer_certificate();
  if (certificate == nullptr) return {};
  const X509_NAME* subject = X509_get_subject_name(certificate);
  return X509_NAME_entry_count(subject) > 0 ? name_text(*subject) : hash_text(*certificate);
}

std::string TlsChannel::peer_issuer() const {
  const X509* certificate = peer_certificate();
  return certificate == nullptr ? "" : name_text(*X509_get_issuer_name(certificate));
}

}  // namespace mcp::channel
