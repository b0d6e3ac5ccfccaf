#include <mcp/core/engine/engine.h>

#include <utility>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/random.h>

namespace mcp {

namespace {

/// Where there is no randomness, no state is sealed that needs the name.
std::string some_name() {
  Result<std::string> handle = random_handle();
  return handle ? *std::move(handle) : std::string();
}

/// That run, wait for a thread, or wait for answers of their clients. Calls of a pipe fill the first two, and
/// then wait: their places must not run out before that.
std::size_t most_calls(const ServerLimits& limits) {
  return limits.concurrency + limits.queue + limits.concurrency;
}

}  // namespace

Engine::Impl::Impl(Server& served, Services services)
    : server(served),
      name(some_name()),
      sealer(services.sealer == nullptr ? own_sealer : *services.sealer),
      audit(services.audit),
      once(services.store),
      texts(served.info()),
      listings(served.impl(), texts),
      tasks({.tasks = served.limits().tasks, .threads = served.limits().concurrency}),
      calls("calls", {.total = most_calls(served.limits()), .each = served.limits().concurrency_each}),
      streams("streams", {.total = served.limits().streams, .each = served.limits().streams_each}),
      pool({.threads = served.limits().concurrency, .queue = served.limits().queue}) {}

Engine::Engine(Server& server, Services services) : impl_(std::make_unique<Impl>(server, services)) {}

Engine::~Engine() { stop(std::chrono::steady_clock::now() + impl_->limits().grace); }

bool Engine::stop(std::chrono::steady_clock::time_point deadline) {
  impl_->tasks.cancel_all();
  return impl_->pool.stop(deadline);
}

std::shared_ptr<Peer> Engine::connect(std::shared_ptr<Outlet> outlet, Caller caller) {
  return std::make_shared<Connection>(*impl_, std::move(outlet), std::move(caller));
}

bool Engine::read(std::function<void(const Leads& leads)> reading) {
  return impl_->pool.lead(std::move(reading));
}

Server& Engine::server() const { return impl_->server; }

Shares& Engine::streams() const { return impl_->streams; }

}  // namespace mcp
