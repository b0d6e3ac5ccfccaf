// How the objects that carry messages, and what these take along, are made.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <mcp/core/listen_address.h>

#include "manifest/reach.h"
#include "model/builder.h"
#include "model/parts.h"

namespace mcpgen {
namespace {

bool is_named(const ModelBuilder& builder, std::string_view word) {
  return std::ranges::find(builder.manifest.transports, word, &Text::value) !=
         builder.manifest.transports.end();
}

/// What the manifest says of the doors, "" when that is what mcp::transport::Http has by itself.
std::string doors(const ModelBuilder& builder, const Variant& http) {
  std::string fields;
  const auto add = [&](std::string_view field, std::string_view value) {
    fields += fmt::format("{}.{} = {}", fields.empty() ? "" : ", ", field, value);
  };
  if (!is_named(builder, http.name)) add("mcp", "false");
  for (const Word& door : http.doors) {
    if (is_named(builder, door.name)) add(door.name, "true");
  }
  return fields;
}

/// What the manifest says that mcp::transport::Http::Options does not say by itself.
std::vector<PartOption> http_options(ModelBuilder& builder, const Variant& http) {
  const ServerEntry& server = builder.manifest.server;
  std::vector<PartOption> options;
  if (const std::string fields = doors(builder, http); !fields.empty())
    options.push_back({"doors", code(fmt::format("{{{}}}", fields))});
  if (!server.listen.empty() && server.listen.value != mcp::kDefaultListen)
    options.push_back({"listen", text(checked(builder, server.listen))});
  if (!server.path.empty() && server.path.value != "/mcp")
    options.push_back({"path", text(checked(builder, server.path))});
  if (!server.public_url.empty())
    options.push_back({"public_url", text(checked(builder, server.public_url))});
  if (!server.allowed_hosts.empty())
    options.push_back({"allowed_hosts", list(checked(builder, server.allowed_hosts))});
  if (!server.allowed_origins.empty())
    options.push_back({"allowed_origins", list(checked(builder, server.allowed_origins))});
  const AuthEntry& auth = builder.manifest.auth;
  if (!auth.asks() && auth.place.file != nullptr) options.push_back({"open_to_all", code("true")});
  if (!builder.model.authenticators.empty())
    options.push_back({"authenticator", code("&" + builder.model.authenticators.back().variable)});
  if (!server.trusted_proxies.empty())
    options.push_back({"trusted_proxies", list(checked(builder, server.trusted_proxies))});
  if (server.tls) options.push_back({"encryption", code("&tls")});
  if (server.threads) options.push_back({"threads", code(fmt::format("{}", *server.threads))});
  add_http_limits(builder, options);
  return options;
}

std::vector<PartOption> tls_options(ModelBuilder& builder, const TlsEntry& tls) {
  std::vector<PartOption> options = {{"cert", text(checked(builder, tls.cert))},
                                     {"key", text(checked(builder, tls.key))}};
  if (!tls.client_ca.empty()) options.push_back({"client_ca", text(checked(builder, tls.client_ca))});
  if (tls.min_version.value == "1.3")
    options.push_back({"min_version", code("mcp::channel::Tls::Version::v1_3")});
  return options;
}

/// What the transports that listen send their bytes through.
void add_channels(ModelBuilder& builder) {
  const auto& tls = builder.manifest.server.tls;
  if (!tls || !listens(builder.manifest)) return;
  const Variant* variant = builder.catalogue.find("channel", "tls");
  if (variant == nullptr) {
    builder.diagnostics.error("E0706", builder.manifest.server.place, "this mcpgen has no TLS");
    return;
  }
  builder.model.channels.push_back(part(*variant, tls_options(builder, *tls)));
}

}  // namespace

void add_transports(ModelBuilder& builder) {
  add_channels(builder);
  builder.model.serves_mcp =
      std::ranges::any_of(builder.manifest.transports, [](const Text& word) { return word.value != "rest"; });
  std::vector<Part>& transports = builder.model.transports;
  for (const Text& word : builder.manifest.transports) {
    const Variant* variant = builder.catalogue.find_transport(word.value);
    if (variant == nullptr) {
      builder.diagnostics.error("E0706", word.place,
                                fmt::format("this mcpgen has no transport `{}`", word.value));
      continue;
    }
    if (std::ranges::find(transports, identifier(variant->name), &Part::variable) != transports.end())
      continue;
    transports.push_back(part(
        *variant, variant->name == "http" ? http_options(builder, *variant) : std::vector<PartOption>{}));
  }
}

void add_sealer(ModelBuilder& builder) {
  Model& model = builder.model;
  const auto confirms = [](const ToolModel& tool) { return !tool.confirm.empty(); };
  const bool asks = !model.handlers.empty() || std::ranges::any_of(model.tools, confirms);
  const Variant* variant = builder.catalogue.find("sealer", "aead");
  if (variant != nullptr && asks && listens(builder.manifest)) model.sealer = part(*variant, {});
}

}  // namespace mcpgen
