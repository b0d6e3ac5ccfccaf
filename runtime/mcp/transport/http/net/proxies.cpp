#include "proxies.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <mcp/core/ascii.h>
#include <mcp/transport/http/wire/host.h>
#include <mcp/transport/http/wire/list.h>

namespace mcp::http {
namespace {

constexpr std::string_view kUnix = "unix";

/// What a proxy says of where a request came from.
struct Hop {
  std::string_view sender{};
  std::string_view scheme{};
  std::string_view host{};
};
using Hops = std::vector<Hop>;

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
std::optional<Address> read_sender(std::string_view text) {
  HostPort parts;
  const bool plain_v6 = !text.starts_with('[') && std::ranges::count(text, ':') > 1;
  if (plain_v6) return read_ip(text);
  if (!read_host(text, parts)) return {};
  return read_ip(parts.host);
}

/// The last item of a header that proxies set or add to.
std::string_view last_item(const Head& head, std::string_view name) {
  std::string_view last;
  for (const Field& field : head.fields()) {
    if (!equal_ignoring_case(field.name, name)) continue;
    for (std::string_view list = field.value; !list.empty();) last = take_item(list, ',');
  }
  return last;
}

/// The nearest hop comes last. Only of that one more than the sender is known.
Hops read_x_forwarded(const Head& head) {
  Hops hops;
  for (const Field& field : head.fields()) {
    if (!equal_ignoring_case(field.name, "x-forwarded-for")) continue;
    for (std::string_view list = field.value; !list.empty();) hops.push_back({take_item(list, ','), {}, {}});
  }
  const std::string_view scheme = last_item(head, "x-forwarded-proto");
  const std::string_view host = last_item(head, "x-forwarded-host");
  if (hops.empty() && (!scheme.empty() || !host.empty())) hops.emplace_back();
  if (!hops.empty()) hops.back() = {hops.back().sender, scheme, host};
  return hops;
}

/// Takes what stands before the next `;` or `,` off the text, which is then there. Within quotes only a
/// `;` is text: a client may have opened them, to hide in them what a proxy adds behind a `,`.
std::string_view take_pair(std::string_view& text) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != ',' && (quoted || text[at] != ';'); ++at) {
    if (text[at] == '"') quoted = !quoted;
  }
  const std::string_view taken = trim(text.substr(0, at));
  text.remove_prefix(at);
  return taken;
}

/// `for="[2001:db8::1]:80"`: no value that counts needs an escape.
void read_pair(std::string_view pair, Hop& hop) {
  const std::size_t equals = std::min(pair.find('='), pair.size());
  const std::string_view name = pair.substr(0, equals);
  std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
  if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
    value = value.substr(1, value.size() - 2);
  if (equal_ignoring_case(name, "for")) hop.sender = value;
  if (equal_ignoring_case(name, "proto")) hop.scheme = value;
  if (equal_ignoring_case(name, "host")) hop.host = value;
}

/// RFC 7239.
Hops read_forwarded(const Head& head) {
  Hops hops;
  for (const Field& field : head.fields()) {
    if (!equal_ignoring_case(field.name, "forwarded")) continue;
    std::string_view text = field.value;
    hops.emplace_back();
    while (!text.empty()) {
      read_pair(take_pair(text), hops.back());
      if (text.starts_with(',')) hops.emplace_back();
      if (!text.empty()) text.remove_prefix(1);
    }
  }
  return hops;
}

/// What two headers say together; nothing where they differ, since a client may have sent one of them.
template <typename T>
std::optional<T> agreed(const std::optional<T>& a, const std::optional<T>& b) {
  if (a && b && *a != *b) return {};
  return a ? a : b;
}

std::optional<bool> read_encrypted(const Hops& hops) {
  if (hops.empty()) return {};
  if (equal_ignoring_case(hops.back().scheme, "https")) return true;
  if (equal_ignoring_case(hops.back().scheme, "http")) return false;
  return {};
}

std::optional<std::string> read_name(const Hops& hops) {
  HostPort ignored;
  if (hops.empty() || !read_host(hops.back().host, ignored)) return {};
  return std::string(hops.back().host);
}

}  // namespace

Result<Proxies> Proxies::read(const std::vector<std::string>& networks) {
  Proxies proxies;
  for (const std::string& text : networks) {
    if (text == kUnix) {
      proxies.unix_ = true;
      continue;
    }
    const auto network = Network::read(text);
    if (!network)
      return Error{Error::Code::invalid_params,
                   "server.trustedProxies takes networks such as 10.0.0.0/8, and `unix`, not `" + text + "`"};
    proxies.networks_.push_back(*network);
  }
  return proxies;
}

bool Proxies::trust(const Address& address) const {
  return std::ranges::any_of(networks_, [&](const Network& network) { return network.contains(address); });
}

bool Proxies::trust(const Client& peer) const {
  if (peer.address.empty()) return unix_;
  const auto address = read_ip(peer.address);
  return address && trust(*address);
}

Client Proxies::sender(const Head& head, const Client& peer) const {
  const Hops x_forwarded = read_x_forwarded(head), forwarded = read_forwarded(head);
  // From the nearest on, until one is not trusted; or cannot be read, and then nobody is known.
  const auto first_untrusted = [&](const Hops& hops) -> std::optional<Address> {
    std::optional<Address> sender;
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
      sender = read_sender(hop->sender);
      if (!sender || !trust(*sender)) break;
    }
    return sender;
  };
  // Those of whom nobody says who they are are one: they come from the proxy.
  Client client{.address = peer.address.empty() ? std::string(kUnix) : peer.address,
                .encrypted = peer.encrypted};
  if (const auto address = agreed(first_untrusted(x_forwarded), first_untrusted(forwarded)))
    client.address = ip_text(*address);
  client.encrypted = agreed(read_encrypted(x_forwarded), read_encrypted(forwarded)).value_or(peer.encrypted);
  client.host = agreed(read_name(x_forwarded), read_name(forwarded)).value_or("");
  return client;
}

}  // namespace mcp::http
