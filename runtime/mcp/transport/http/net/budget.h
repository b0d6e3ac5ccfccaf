#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include <mcp/core/shares.h>
#include <mcp/transport/http/net/limits.h>

namespace mcp::http {

/// What all connections take together. From any thread.
class Budget {
 public:
  explicit Budget(const Limits& limits)
      : limits_(limits),
        connections_("connections", {limits.connections, limits.per_address}),
        passed_on_("requests", {limits.connections, limits.per_address}),
        inquiries_("inquiries about who you are", {limits.connections, limits.inquiries_per_address}) {}

  Shares& connections() { return connections_; }
  /// Requests that come by way of proxies, whose connections are no matter of their senders.
  Shares& passed_on() { return passed_on_; }
  /// Inquiries about who sent a request, those included that wait for a thread.
  Shares& inquiries() { return inquiries_; }

  /// A connection keeps `now` bytes of an unfinished request instead of `before`. False when all of them
  /// together keep too much.
  bool hold(std::size_t before, std::size_t now);
  /// So many of the bytes that a connection holds are those of a call from now on: they count until this is
  /// gone. It may outlive the Budget.
  std::shared_ptr<const void> pass_on(std::size_t bytes);

 private:
  using Count = std::atomic<std::size_t>;

  const Limits& limits_;
  Shares connections_;
  Shares passed_on_;
  Shares inquiries_;
  const std::shared_ptr<Count> held_ = std::make_shared<Count>(0);
};

}  // namespace mcp::http
