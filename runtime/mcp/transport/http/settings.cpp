// What of a server over HTTP the operator may set when it starts.
#include <cstdint>
#include <vector>

#include <mcp/core/address_rules.h>
#include <mcp/core/launch/setting.h>
#include <mcp/transport/http/http.h>

namespace mcp::transport {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kGiB = 1024 * kMiB;

void add_addresses(std::vector<Setting>& all, Http::Options& options) {
  all.push_back({.path = "server.path",
                 .field = &options.path,
                 .accepts = is_url_path,
                 .expected = "a path of the server's own such as /mcp",
                 .flag = "--path",
                 .argument = "PATH",
                 .help = "where clients find the server at its address"});
  all.push_back({.path = "server.publicUrl",
                 .field = &options.public_url,
                 .accepts = is_public_url,
                 .expected = "a URL without `/` at its end such as https://mcp.example.com",
                 .flag = "--public-url",
                 .argument = "URL",
                 .help = "what clients reach it by, without the path"});
  all.push_back({.path = "server.allowedHosts",
                 .field = &options.allowed_hosts,
                 .accepts = is_host_name,
                 .expected = "names such as mcp.example.com",
                 .flag = "--allowed-hosts",
                 .argument = "NAMES",
                 .help = "names that it goes by besides localhost, with commas between"});
  all.push_back({.path = "server.allowedOrigins",
                 .field = &options.allowed_origins,
                 .accepts = is_origin,
                 .expected = "origins such as https://app.example.com",
                 .flag = "--allowed-origins",
                 .argument = "ORIGINS",
                 .help = "origins of web pages that may use it, with commas between"});
  all.push_back({.path = "server.trustedProxies",
                 .field = &options.trusted_proxies,
                 .accepts = is_trusted_proxy,
                 .expected = "networks such as 10.0.0.0/8, or unix",
                 .flag = "--trusted-proxies",
                 .argument = "NETWORKS",
                 .help = "proxies that are believed about their clients, with commas between"});
  all.push_back({.path = "server.threads", .field = &options.threads, .most = 256});
}

void add_connections(std::vector<Setting>& all, http::Limits& limits) {
  all.push_back({.path = "limits.connections",
                 .field = &limits.connections,
                 .least = 1,
                 .most = kMillion,
                 .flag = "--connections",
                 .argument = "N",
                 .help = "connections at once"});
  all.push_back({.path = "limits.connectionsPerAddress",
                 .field = &limits.per_address,
                 .least = 1,
                 .most = kMillion,
                 .flag = "--connections-per-address",
                 .argument = "N",
                 .help = "those of one address, but for this machine's own"});
  all.push_back(
      {.path = "limits.requestsPerConnection", .field = &limits.requests, .least = 1, .most = kMillion});
  all.push_back({.path = "limits.connectionAge", .field = &limits.age, .least = kSecond, .most = kDay});
  all.push_back({.path = "limits.idleTime", .field = &limits.idle_time, .least = 10, .most = kDay});
}

void add_requests(std::vector<Setting>& all, http::Limits& limits) {
  const std::int64_t hour = kDay / 24;
  const auto size = [&](std::string_view path, std::size_t& field, std::int64_t least, std::int64_t most) {
    all.push_back({.path = path, .field = &field, .least = least, .most = most, .bytes = true});
  };
  const auto time = [&](std::string_view path, std::chrono::milliseconds& field) {
    all.push_back({.path = path, .field = &field, .least = 10, .most = hour});
  };
  size("limits.requestLine", limits.read.request_line, 128, kMiB);
  size("limits.headerSize", limits.read.head_bytes, 1024, kMiB);
  all.push_back({.path = "limits.headers", .field = &limits.read.fields, .least = 16, .most = 10'000});
  time("limits.headerTime", limits.head_time);
  time("limits.bodyTime", limits.body_time);
  time("limits.bodyPatience", limits.body_patience);
  size("limits.bodyRate", limits.body_rate, 1, kGiB);
  size("limits.bufferSize", limits.buffered, 64 * 1024, 1024 * kGiB);
  time("limits.stallTime", limits.write_stall);
  size("limits.streamQueue", limits.queue_bytes, 16 * 1024, kGiB);
  all.push_back({.path = "limits.streamEvents", .field = &limits.queue_parts, .least = 16, .most = kMillion});
}

void add_sessions(std::vector<Setting>& all, http::SessionLimits& limits) {
  all.push_back({.path = "sessions.max",
                 .field = &limits.most,
                 .least = 1,
                 .most = kMillion,
                 .flag = "--sessions",
                 .argument = "N",
                 .help = "sessions of clients of earlier revisions"});
  all.push_back({.path = "sessions.perCaller",
                 .field = &limits.each,
                 .least = 1,
                 .most = kMillion,
                 .flag = "--sessions-per-caller",
                 .argument = "N",
                 .help = "those of one caller"});
  all.push_back({.path = "sessions.ttl",
                 .field = &limits.idle,
                 .least = kSecond,
                 .most = kDay,
                 .flag = "--session-ttl",
                 .argument = "SECONDS",
                 .help = "time after which one that nobody uses ends"});
}

std::vector<Setting> settings_of(Http::Options& options) {
  std::vector<Setting> all;
  add_addresses(all, options);
  add_connections(all, options.limits);
  add_requests(all, options.limits);
  add_sessions(all, options.sessions);
  return all;
}

}  // namespace

std::vector<Setting> Http::settings() {
  Options untouched;
  return with_standards(settings_of(options_), settings_of(untouched));
}

}  // namespace mcp::transport
