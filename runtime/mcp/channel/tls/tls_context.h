#pragma once

#include <mcp/channel/tls/openssl.h>
#include <mcp/channel/tls/tls.h>
#include <mcp/core/result.h>

namespace mcp::channel {

/// What all connections made with these certificates have in common. Says in the log when a certificate is
/// of another time.
Result<SslContext> make_context(const Tls::Options& options);

}  // namespace mcp::channel
