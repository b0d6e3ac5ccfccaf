#include "tls.h"

#include <mutex>
#include <new>
#include <utility>

#include <mcp/channel/tls/tls_channel.h>
#include <mcp/channel/tls/tls_context.h>

namespace mcp::channel {

struct Tls::Loaded {
  std::mutex mutex{};
  SslContext context{};
};

Tls::Tls(Options options) : options_(std::move(options)), loaded_(std::make_unique<Loaded>()) {}

Tls::~Tls() = default;

Result<void> Tls::load() {
  auto made = make_context(options_);
  if (!made) return made.error();
  const std::lock_guard lock(loaded_->mutex);
  std::swap(loaded_->context, *made);  // connections keep the one they began with
  return {};
}

std::unique_ptr<Channel> Tls::over(std::unique_ptr<Channel> plain) {
  Ssl ssl;
  {
    const std::lock_guard lock(loaded_->mutex);
    ssl.reset(SSL_new(loaded_->context.get()));
  }
  if (ssl == nullptr) throw std::bad_alloc();
  return std::make_unique<TlsChannel>(std::move(ssl), std::move(plain));
}

}  // namespace mcp::channel
