#include "manifest/reading.h"

namespace mcpgen {
namespace {

/// The name of a file: its content has no place in a manifest.
Text read_pem_file(const Node& section, std::string_view key, Reading& reading) {
  if (const Node* node = section.find(key); node && node->text.find("-----BEGIN") != std::string::npos) {
    reading.diagnostics
        .error("E0403", node->place, "`" + std::string(key) + "` holds what a file should hold")
        .helped("write the name of the file, or `${NAME}`, which the operator sets");
  }
  return read_operators_text(section, key, reading);
}

std::optional<TlsEntry> read_tls(const Node& section, Reading& reading) {
  const Node* tls = section.find("tls");
  if (!tls) return std::nullopt;
  return TlsEntry{.cert = read_pem_file(*tls, "cert", reading),
                  .key = read_pem_file(*tls, "key", reading),
                  .client_ca = read_pem_file(*tls, "clientCa", reading),
                  .min_version = read_text(*tls, "minVersion")};
}

}  // namespace

ServerEntry read_server(const Node& root, Reading& reading) {
  ServerEntry server;
  const Member* member = root.member("server");
  if (!member || member->value.is_null()) return server;
  const Node& section = member->value;
  server.place = member->key_place;
  if (!section.is_map()) {
    server.listen = read_operators_text(section, reading);
    return server;
  }
  server.listen = read_operators_text(section, "listen", reading);
  server.public_url = read_operators_text(section, "publicUrl", reading);
  server.path = read_operators_text(section, "path", reading);
  server.allowed_origins = read_operators_texts(section, "allowedOrigins", reading);
  server.allowed_hosts = read_operators_texts(section, "allowedHosts", reading);
  server.trusted_proxies = read_operators_texts(section, "trustedProxies", reading);
  server.threads = read_count(section, "threads");
  server.tls = read_tls(section, reading);
  return server;
}

}  // namespace mcpgen
