#pragma once

#include <string>

#include <mcp/core/engine/engine.h>
#include <mcp/core/engine/listings.h>
#include <mcp/core/engine/once.h>
#include <mcp/core/engine/result_text.h>
#include <mcp/core/engine/server_impl.h>
#include <mcp/core/engine/tasks.h>
#include <mcp/core/handle_sealer.h>
#include <mcp/core/schedule/pool.h>
#include <mcp/core/schedule/timers.h>
#include <mcp/core/shares.h>
#include <mcp/core/token_buckets.h>

namespace mcp {

struct Engine::Impl {
  Impl(Server& served, Services services);
  /// The timers stop first, for they write threads of the pool off.
  ~Impl() { timers.stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Server& server;
  const std::string name;  ///< of no other engine, here or elsewhere
  HandleSealer own_sealer{};
  Sealer& sealer;
  AuditLog* const audit;
  Once once;
  ResultTexts texts;
  Listings listings;
  Tasks tasks;
  Shares calls;    ///< of one caller, they take no more than its part
  Shares streams;  ///< that listen
  TokenBuckets buckets{};
  Timers timers{};  // outlive the pool, whose last jobs use them
  Pool pool;

  const Registry& registry() const { return server.impl().registry; }
  const ServerLimits& limits() const { return server.limits(); }
};

}  // namespace mcp
