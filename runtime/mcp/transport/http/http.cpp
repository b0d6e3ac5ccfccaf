#include "http.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <mcp/core/address_rules.h>
#include <mcp/core/engine/engine.h>
#include <mcp/core/engine/server_impl.h>
#include <mcp/core/environment.h>
#include <mcp/core/launch/settings.h>
#include <mcp/core/log.h>
#include <mcp/core/server.h>
#include <mcp/transport/http/door/mcp_door.h>
#include <mcp/transport/http/door/metadata_door.h>
#include <mcp/transport/http/door/rest_door.h>
#include <mcp/transport/http/door/router.h>
#include <mcp/transport/http/door/sse_door.h>
#include <mcp/transport/http/net/bound.h>
#include <mcp/transport/http/net/connection.h>
#include <mcp/transport/http/net/listener.h>
#include <mcp/transport/http/wire/host.h>

namespace mcp::transport {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kTick = 250ms;
constexpr std::chrono::milliseconds kHousekeeping = 10s;
constexpr auto kDraining = 20ms;
constexpr auto kClosing = 1s;

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

  /// Runs `job` on each loop. False when one has not come to it by `deadline`: user code holds it up.
  template <typename Job>
  bool on_each(Clock::time_point deadline, Job job) {
    struct Progress {
      std::mutex mutex{};
      std::condition_variable done{};
      std::size_t left = 0;
    };
    const auto progress = std::make_shared<Progress>();
    progress->left = loops_.size();
    for (const auto& loop : loops_) {
      loop->post([progress, job, loop] {
        job(*loop);
        const std::lock_guard lock(progress->mutex);
        if (--progress->left == 0) progress->done.notify_one();
      });
    }
    std::unique_lock lock(progress->mutex);
    return progress->done.wait_until(lock, deadline, [&] { return progress->left == 0; });
  }

 private:
  std::vector<std::shared_ptr<http::Loop>> loops_{};
  std::vector<std::jthread> threads_{};
};

std::size_t thread_count(std::size_t wanted) {
  if (wanted > 0) return wanted;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
}

std::vector<std::unique_ptr<http::Door>> make_doors(Engine& engine, const Http::Options& options) {
  std::vector<std::unique_ptr<http::Door>> doors;
  if (options.doors.mcp)
    doors.push_back(std::make_unique<http::McpDoor>(engine, options.path, options.sessions));
  if (options.doors.rest) doors.push_back(std::make_unique<http::RestDoor>(engine));
  if (options.doors.sse) doors.push_back(std::make_unique<http::SseDoor>(engine));
  return doors;
}

/// What tokens are for, after the base: what clients are given as the address of the server.
std::string protected_path(const Http::Options& options) {
  if (options.doors.mcp) return options.path;
  return options.doors.sse ? "/sse" : "/api";
}

/// Clients ask for tokens for what the server calls itself.
void warn_of_mismatch(const std::vector<std::string>& audiences, const std::string& resource) {
  if (audiences.empty() || std::ranges::find(audiences, resource) != audiences.end()) return;
  log_line(LogLevel::warning, "clients are told to ask for tokens for " + resource +
                                  ", but those for another audience are taken: make `audience` and " +
                                  "server.publicUrl agree");
}

/// What clients are told of how to prove who they are; nothing where there is nobody they could ask, or no
/// URL to call the server by.
std::optional<http::MetadataDoor::Facts> metadata(const Server& server, const Http::Options& options,
                                                  const std::string& base) {
  if (base.empty() || options.authenticator == nullptr) return {};
  std::vector<std::string> issuers = options.authenticator->issuers();
  if (issuers.empty()) return {};
  warn_of_mismatch(options.authenticator->audiences(), base + protected_path(options));
  const ServerInfo& info = server.info();
  return http::MetadataDoor::Facts{.base = base,
                                   .path = protected_path(options),
                                   .title = info.title.empty() ? info.name : info.title,
                                   .issuers = std::move(issuers),
                                   .scopes = server.impl().registry.scopes()};
}

/// Those that are listed, and that of the public URL, whatever port a proxy adds.
std::vector<std::string> known_hosts(const Http::Options& options) {
  std::vector<std::string> hosts = options.allowed_hosts;
  std::string_view url = options.public_url;
  url.remove_prefix(std::min(url.find("://") + 3, url.size()));
  http::HostPort own;
  if (http::read_host(url.substr(0, url.find('/')), own)) hosts.emplace_back(own.host);
  return hosts;
}

http::Router make_router(Engine& engine, const Http::Options& options, const std::string& base) {
  const Server& server = engine.server();
  auto doors = make_doors(engine, options);
  http::Identity::Options identity{.authenticator = options.authenticator,
                                   .strangers = server.impl().registry.serves_strangers()};
  if (const auto facts = metadata(server, options, base)) {
    identity.metadata = http::MetadataDoor::url(*facts);
    doors.push_back(std::make_unique<http::MetadataDoor>(*facts));
  }
  return {server.info(),
          {.hosts = known_hosts(options), .origins = options.allowed_origins},
          http::Identity(std::move(identity)),
          std::move(doors)};
}

/// What serving takes, in the order of its making. `base` is what clients reach it by, without the path; ""
/// where nobody knows.
struct Serving {
  Serving(Engine& engine, const Http::Options& options, const std::string& base, http::Proxies trusted)
      : proxies(std::move(trusted)),
        limits(with_body_limit(options.limits, engine.server().limits().message_bytes)),
        budget(limits),
        router(make_router(engine, options, base)),
        threads(thread_count(options.threads)) {}

  static http::Limits with_body_limit(http::Limits limits, std::size_t bytes) {
    limits.read.body_bytes = bytes;
    return limits;
  }
  bool stop(Clock::time_point deadline);

  const http::Proxies proxies;
  const http::Limits limits;
  http::Budget budget;
  http::Router router;
  Threads threads;
  std::vector<std::shared_ptr<http::Listener>> listeners{};
};

/// False when a thread is held up.
bool Serving::stop(Clock::time_point deadline) {
  const auto first = threads.loops().front();
  const auto drain = [first, listeners = listeners](http::Loop& loop) {
    if (&loop == first.get()) {
      for (const auto& listener : listeners) listener->stop();
    }
    loop.drain();
  };
  if (!threads.on_each(deadline, drain)) return false;
  for (;;) {
    router.drain();
    if (budget.connections().taken() == 0 || Clock::now() > deadline) break;
    std::this_thread::sleep_for(kDraining);
  }
  router.close();
  const auto last = Clock::now() + kClosing;
  // The second round: what closing set in motion has happened.
  return threads.on_each(last, [](http::Loop& loop) { loop.close_all(); }) &&
         threads.on_each(last, [](http::Loop&) {}) && router.stop_waiting(last);
}

/// Does a job with pauses between, until told to stop. What memory that takes it has from the start.
class Housekeeping {
 public:
  template <typename Job>
  void run(const std::stop_token& stop, std::chrono::milliseconds pause, Job job) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      stopped_.wait_for(lock, stop, pause, [] { return false; });
      try {
        job();
      } catch (const std::exception& error) {  // no memory
        log_line(LogLevel::error, "keeping house waits for the next time", {{"why", error.what()}});
      }
    }
  }

 private:
  std::mutex mutex_{};
  std::condition_variable_any stopped_{};
};

/// Whoever is on the way could read the tokens that callers bring, and use them.
Result<void> check_way_of_tokens(const std::string& where, const Http::Options& options) {
  const Authenticator& callers = *options.authenticator;
  const bool takes_tokens = !callers.audiences().empty() || !callers.issuers().empty();
  if (!takes_tokens || !is_in_the_clear(options.encryption != nullptr, options.public_url)) return {};
  return Error{Error::Code::unavailable,
               "tokens would come to " + where + " in the clear: listen on 127.0.0.1, write `server.tls` " +
                   "into the manifest and build again, or say where a proxy has TLS, as in --public-url " +
                   "https://mcp.example.com (server.publicUrl)"};
}

/// Whoever reaches the address may use the server: it must be this machine, or be meant.
Result<void> check_exposure(const http::Bound& bound, const Http::Options& options) {
  if (bound.loopback) return {};
  const std::string where = address_text(bound.address);
  if (options.authenticator != nullptr) return check_way_of_tokens(where, options);
  if (options.encryption != nullptr && options.encryption->identifies_clients()) return {};
  if (!options.open_to_all)
    return Error{Error::Code::unavailable,
                 "other machines reach " + where + ", and this server asks nobody who they are: listen on " +
                     "127.0.0.1, or write `auth: none` into the manifest and build again"};
  log_line(LogLevel::warning, "whoever reaches " + where + " may use this server: it has no authentication");
  return {};
}

/// As clients write it, up to the path: `http://127.0.0.1:8080`, `unix:///run/example.sock#`.
std::string url_of(const ListenAddress& address, bool encrypted) {
  if (!address.socket.empty()) return "unix://" + address.socket + "#";
  return (encrypted ? "https://" : "http://") + address_text(address);
}

Result<std::vector<http::Bound>> adopt(Descriptor socket) {
  std::vector<http::Bound> bound;
  bound.push_back(http::adopt(std::move(socket)));
  return bound;
}

/// `localhost` where one was to listen on that name: it has more than one address.
ListenAddress named(const ListenAddress& bound, const std::string& host) {
  return host == "localhost" && bound.socket.empty() ? ListenAddress{host, bound.port, {}} : bound;
}

/// What clients reach the server by, without the path; "" where only the operator could know, and does not
/// say.
std::string public_base(const http::Bound& bound, const Http::Options& options, const std::string& url) {
  if (!options.public_url.empty()) return options.public_url;
  if (!is_unspecified(bound.address.host)) return url;
  if (options.authenticator != nullptr && !options.authenticator->issuers().empty())
    log_line(LogLevel::warning,
             "clients are not told where to get tokens: at " + address_text(bound.address) +
                 " nobody knows what they reach this server by; set server.publicUrl (--public-url)");
  return {};
}

}  // namespace

void Http::listen_on(const ListenAddress& address, const ReadyNotice& ready) {
  address_ = address;
  ready_ = ready;
}

Result<ListenAddress> Http::address() const {
  if (address_) return *address_;
  auto text = expand(options_.listen);
  if (!text) return text.error();
  auto address = read_address(*text);
  if (!address) return Error{Error::Code::invalid_params, "`" + *text + "` is no address to listen on"};
  return *std::move(address);
}

void Http::reload() {
  const auto tell = [](const Result<void>& loaded, std::string_view done, std::string_view failed) {
    if (loaded) {
      log_line(LogLevel::notice, done);
    } else {
      log_line(LogLevel::error, failed, {{"why", loaded.error().message}});
    }
  };
  if (options_.encryption != nullptr)
    tell(options_.encryption->load(), "new connections get the certificates that were read now",
         "the certificates stay as they were");
  if (options_.authenticator != nullptr)
    tell(options_.authenticator->load(), "callers are known by the keys that were read now",
         "the keys that callers are known by could not all be read anew");
}

Result<void> Http::serve(Engine& engine, std::stop_token stop) {
  Encryption* const encryption = options_.encryption;
  if (encryption != nullptr) {
    if (auto loaded = encryption->load(); !loaded) return loaded;
  }
  if (options_.authenticator != nullptr) {
    if (auto loaded = options_.authenticator->load(); !loaded) return loaded;
  }
  if (auto expanded = expand_settings(settings()); !expanded) return expanded;
  const auto wanted = address();
  if (!wanted) return wanted.error();
  const std::string host = given_ ? "" : wanted->host;
  auto bound = given_ ? adopt(std::move(given_)) : http::bind(*wanted);
  if (!bound) return bound.error();
  for (const http::Bound& each : *bound) {
    if (auto meant = check_exposure(each, options_); !meant) return meant;
  }
  auto proxies = http::Proxies::read(options_.trusted_proxies);
  if (!proxies) return proxies.error();
  std::string url = url_of(named(bound->front().address, host), encryption != nullptr);
  const std::string base = public_base(bound->front(), options_, url);
  auto serving = std::make_unique<Serving>(engine, options_, base, *std::move(proxies));
  url += serving->router.entrance();
  for (http::Bound& each : *bound) {
    const auto& listener = serving->listeners.emplace_back(
        std::make_shared<http::Listener>(serving->threads.loops(), std::move(each.socket), serving->router,
                                         serving->budget, serving->limits, encryption, &serving->proxies));
    serving->threads.loops().front()->post([listener] { listener->start(); });
  }
  Housekeeping housekeeping;
  log_line(LogLevel::notice, "listening on " + url);
  ready_(url);
  housekeeping.run(
      stop, std::clamp(options_.sessions.idle / 4, std::chrono::milliseconds(kTick) / 10, kHousekeeping),
      [&] { serving->router.close_idle(); });

  bound->clear();  // a file of a socket among it: while connections end, another server may take the place
  const auto grace = engine.server().limits().grace;
  if (serving->stop(Clock::now() + grace - winding_up_time(grace))) return {};
  // Nothing may be destroyed that the thread could touch: it stays until the process ends.
  static_cast<void>(serving.release());
  return Error{Error::Code::deadline_exceeded, "a thread that reads requests is held up by a quick handler"};
}

}  // namespace mcp::transport
