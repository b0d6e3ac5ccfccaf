// How the objects that carry messages are made.
#include <fmt/format.h>

#include "model/builder.h"

namespace mcpgen {
namespace {

Initialiser text(std::string value) { return {Initialiser::Kind::text, std::move(value), {}}; }
Initialiser code(std::string value) { return {Initialiser::Kind::code, std::move(value), {}}; }

Initialiser list(std::vector<std::string> values) {
  Initialiser all{Initialiser::Kind::list, {}, {}};
  for (std::string& value : values) all.items.push_back(text(std::move(value)));
  return all;
}

/// What the manifest says that mcp::transport::Http::Options does not say by itself.
std::vector<TransportOption> http_options(ModelBuilder& builder) {
  const ServerEntry& server = builder.manifest.server;
  std::vector<TransportOption> options;
  if (server.listen) {
    const auto& [host, port] = server.listen->address;
    if (host != "127.0.0.1") options.push_back({"host", text(host)});
    if (port != 8080) options.push_back({"port", code(fmt::format("{}", port))});
  }
  if (!server.path.empty() && server.path.value != "/mcp")
    options.push_back({"path", text(checked(builder, server.path))});
  if (!server.allowed_hosts.empty())
    options.push_back({"allowed_hosts", list(checked(builder, server.allowed_hosts))});
  if (!server.allowed_origins.empty())
    options.push_back({"allowed_origins", list(checked(builder, server.allowed_origins))});
  const Text& auth = builder.manifest.auth_mode;
  if (auth.value == "none" && auth.place.file != nullptr) options.push_back({"open_to_all", code("true")});
  return options;
}

}  // namespace

void add_transports(ModelBuilder& builder) {
  for (const Text& transport : builder.manifest.transports) {
    const Variant* variant = builder.catalogue.find("transport", transport.value);
    if (variant == nullptr) {
      builder.diagnostics.error("E0706", transport.place,
                                fmt::format("this mcpgen has no transport `{}`", transport.value));
      continue;
    }
    builder.model.transports.push_back(
        {.cpp_class = variant->cpp_class(),
         .header = variant->header(),
         .variable = identifier(variant->name),
         .options = transport.value == "http" ? http_options(builder) : std::vector<TransportOption>{}});
  }
}

}  // namespace mcpgen
