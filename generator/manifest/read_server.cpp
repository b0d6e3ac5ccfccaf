#include <fmt/format.h>

#include "manifest/reading.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// The text, or the `listen` of the section.
std::optional<ListenEntry> read_listen(const Node& section, Diagnostics& diagnostics) {
  const Node* node = section.is_map() ? section.find("listen") : &section;
  if (!node) return std::nullopt;
  if (is_socket_path(node->text)) {
    diagnostics
        .error("E0206", node->place,
               fmt::format("this build of mcpgen cannot listen on `{}`", visible(node->text)))
        .labelled("sockets in files are not available yet")
        .helped("give a host and a port, such as `127.0.0.1:8080`");
    return std::nullopt;
  }
  auto address = parse_listen_address(node->text);
  if (!address) return std::nullopt;
  return ListenEntry{*std::move(address), {node->text, node->place}};
}

}  // namespace

ServerEntry read_server(const Node& root, Diagnostics& diagnostics) {
  ServerEntry server;
  const Member* member = root.member("server");
  if (!member || member->value.is_null()) return server;
  const Node& section = member->value;
  server.place = member->key_place;
  server.listen = read_listen(section, diagnostics);
  server.path = read_text(section, "path");
  server.allowed_origins = read_texts(section, "allowedOrigins");
  server.allowed_hosts = read_texts(section, "allowedHosts");
  return server;
}

}  // namespace mcpgen
