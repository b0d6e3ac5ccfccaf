#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// Keeps web pages of others away: which names a request may call us by, and which pages may ask.
class Guard {
 public:
  struct Options {
    std::vector<std::string> hosts{};    ///< besides localhost and addresses: names, with or without port
    std::vector<std::string> origins{};  ///< `https://app.example.com`, exactly
  };

  explicit Guard(Options options) : options_(std::move(options)) {}

  /// A refusal when the request's Host or Origin is not one of ours.
  std::optional<Response> check(const Head& head, const Client& client) const;
  /// What a page of the request's origin needs to read the answer; nothing where no page asks, or may.
  void allow(const Head& head, Fields& fields) const;
  /// The answer to a browser that asks before it sends, but for what allow() adds.
  Response preflight(const Head& head, std::string_view methods) const;

 private:
  bool knows_host(std::string_view host) const;
  bool is_listed(std::string_view origin) const;

  const Options options_;
};

}  // namespace mcp::http
