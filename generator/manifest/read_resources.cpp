#include <map>

#include <fmt/format.h>

#include "manifest/reading.h"
#include "manifest/uri_template.h"
#include "support/text.h"

namespace mcpgen {
namespace {

ResourceEntry read_resource(const NamedNode& entry, Reading& reading) {
  const Node& node = *entry.node;
  ResourceEntry resource;
  read_common(entry, resource);
  if (node.find("uri")->is_null()) return resource;  // nor its variables are known
  resource.uri = read_text(node, "uri");
  resource.variables = read_uri_variables(*node.find("uri"), reading.diagnostics);
  resource.mime_type = read_text(node, "mimeType");
  resource.subscribe = read_flag(node, "subscribe");
  resource.ttl = read_duration(node, "ttl");
  resource.annotations = read_node(node, "annotations");
  const std::vector<std::string> variables = values_of(resource.variables);
  resource.backend = read_backend(node, "resource", variables, reading);
  resource.completes = read_completes(node, variables, reading.diagnostics);
  return resource;
}

void check_addresses(const std::vector<ResourceEntry>& resources, Diagnostics& diagnostics) {
  std::map<std::string_view, Place> seen;
  for (const ResourceEntry& resource : resources) {
    if (resource.uri.empty()) continue;
    const auto [earlier, is_new] = seen.emplace(resource.uri.value, resource.uri.place);
    if (is_new) continue;
    diagnostics
        .error("E0306", resource.uri.place,
               fmt::format("two resources have the URI `{}`", visible(resource.uri.value)))
        .labelled("second one")
        .noted(earlier->second, "first one")
        .helped("give each resource a URI of its own");
  }
}

}  // namespace

std::vector<ResourceEntry> read_resources(const Node* section, Reading& reading) {
  std::vector<ResourceEntry> resources;
  for (const NamedNode& entry : read_entries(section, "resource", reading.diagnostics)) {
    resources.push_back(read_resource(entry, reading));
  }
  check_addresses(resources, reading.diagnostics);
  return resources;
}

}  // namespace mcpgen
