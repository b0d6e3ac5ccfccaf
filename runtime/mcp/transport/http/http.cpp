#include "http.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <mcp/core/engine/engine.h>
#include <mcp/core/log.h>
#include <mcp/core/server.h>
#include <mcp/transport/http/door/mcp_door.h>
#include <mcp/transport/http/door/router.h>
#include <mcp/transport/http/net/connection.h>
#include <mcp/transport/http/net/listener.h>

namespace mcp::transport {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kTick = 250ms;
constexpr auto kHousekeeping = 10s;

/// The loops, each on a thread of its own until the end.
class Threads {
 public:
  explicit Threads(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_shared<http::Loop>(kTick));
    try {
      for (const auto& loop : loops_) threads_.emplace_back([loop] { loop->run(); });
    } catch (...) {  // the machine gives no more threads
      stop();
      throw;
    }
  }
  ~Threads() { stop(); }

  void stop() {
    for (const auto& loop : loops_) loop->stop();
  }

  const std::vector<std::shared_ptr<http::Loop>>& loops() const { return loops_; }

  /// Runs `job` on each loop, and waits for it.
  template <typename Job>
  void on_each(Job job) {
    std::mutex mutex;
    std::condition_variable done;
    std::size_t left = loops_.size();
    for (const auto& loop : loops_) {
      loop->post([&, loop] {
        job(*loop);
        const std::lock_guard lock(mutex);
        if (--left == 0) done.notify_one();
      });
    }
    std::unique_lock lock(mutex);
    done.wait(lock, [&] { return left == 0; });
  }

 private:
  std::vector<std::shared_ptr<http::Loop>> loops_{};
  std::vector<std::jthread> threads_{};
};

std::size_t thread_count(std::size_t wanted) {
  if (wanted > 0) return wanted;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
}

/// Does `job` now and then, until told to stop.
template <typename Job>
void repeat_until(const std::stop_token& stop, Job job) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    stopped.wait_for(lock, stop, kHousekeeping, [] { return false; });
    job();
  }
}

/// Whoever reaches the address may use the server: it must be this machine, or be meant.
Result<void> check_exposure(const http::Bound& bound, bool open_to_all) {
  if (bound.loopback) return {};
  const std::string where = address_text({bound.host, bound.port});
  if (!open_to_all)
    return Error{Error::Code::unavailable,
                 "other machines reach " + where + ", and this server asks nobody who they are: listen on " +
                     "127.0.0.1, or write `auth: none` into the manifest and build again"};
  log_line(LogLevel::warning, "whoever reaches " + where + " may use this server: it has no authentication");
  return {};
}

std::vector<std::unique_ptr<http::Door>> make_doors(Engine& engine, const Http::Options& options) {
  std::vector<std::unique_ptr<http::Door>> doors;
  if (options.doors.mcp) doors.push_back(std::make_unique<http::McpDoor>(engine, options.path));
  return doors;
}

}  // namespace

void Http::listen_on(const ListenAddress& address, const ReadyNotice& ready) {
  options_.host = address.host;
  options_.port = address.port;
  ready_ = ready;
}

Result<void> Http::serve(Engine& engine, std::stop_token stop) {
  auto bound = http::bind_tcp(options_.host, options_.port);
  if (!bound) return bound.error();
  if (auto meant = check_exposure(*bound, options_.open_to_all); !meant) return meant;
  http::Router router({.hosts = options_.allowed_hosts, .origins = options_.allowed_origins},
                      make_doors(engine, options_));
  const std::string url =
      "http://" + address_text({bound->host, bound->port}) + std::string(router.entrance());

  http::Limits limits = options_.limits;
  limits.read.body_bytes = engine.server().limits().message_bytes;
  http::Budget budget(limits);
  Threads threads(thread_count(options_.threads));
  const auto listener =
      std::make_shared<http::Listener>(threads.loops(), std::move(bound->socket), router, budget, limits);
  threads.loops().front()->post([listener] { listener->start(); });
  log_line(LogLevel::notice, "listening on " + url);
  ready_(url);
  repeat_until(stop, [&] { router.close_idle(); });

  const auto deadline =
      Clock::now() + engine.server().limits().grace - winding_up_time(engine.server().limits().grace);
  threads.on_each([&](http::Loop& loop) {
    if (&loop == threads.loops().front().get()) listener->stop();
    const auto connections = loop.connections();
    for (const auto& connection : connections) connection->drain();
  });
  router.drain();
  while (budget.connections() > 0 && Clock::now() < deadline) std::this_thread::sleep_for(10ms);
  router.close();
  threads.on_each([](http::Loop& loop) {
    while (!loop.connections().empty()) loop.connections().back()->close();
  });
  threads.on_each([](http::Loop&) {});  // what closing set in motion has happened
  return {};
}

}  // namespace mcp::transport
