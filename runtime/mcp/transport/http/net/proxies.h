#pragma once

#include <string>
#include <vector>

#include <mcp/core/result.h>
#include <mcp/transport/http/net/address.h>
#include <mcp/transport/http/net/service.h>
#include <mcp/transport/http/wire/head.h>

namespace mcp::http {

/// Who passes requests on and is believed about their clients.
class Proxies {
 public:
  /// Each text names a network, or is `unix`: whoever comes by way of the server's socket file.
  static Result<Proxies> read(const std::vector<std::string>& networks);

  bool trust(const Client& peer) const;
  /// Who sent a request that a trusted peer passed on: the nearest address that is none of a trusted proxy.
  /// What is garbled, or said in two ways that differ, counts for nothing.
  Client sender(const Head& head, const Client& peer) const;

 private:
  bool trust(const Address& address) const;

  std::vector<Network> networks_{};
  bool unix_ = false;
};

}  // namespace mcp::http
