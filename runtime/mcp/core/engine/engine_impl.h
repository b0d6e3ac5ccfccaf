#pragma once

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

  Server& server;
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
  Pool pool;  // outlives the timers, which write its threads off
  Timers timers{};

  const Registry& registry() const { return server.impl().registry; }
  const ServerLimits& limits() const { return server.limits(); }
};

}  // namespace mcp
