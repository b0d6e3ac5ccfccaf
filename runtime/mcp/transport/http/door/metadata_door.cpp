#include "metadata_door.h"

#include <mcp/json/writer.h>
#include <mcp/transport/http/door/exchange.h>

namespace mcp::http {
namespace {

constexpr std::string_view kRoot = "/.well-known/oauth-protected-resource";

void write_texts(JsonWriter& writer, std::string_view name, const std::vector<std::string>& texts) {
  writer.key(name).begin_array();
  for (const std::string& text : texts) writer.string(text);
  writer.end_array();
}

std::string describe(const MetadataDoor::Facts& facts) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_object().key("resource").string(facts.base + facts.path);
  write_texts(writer, "authorization_servers", facts.issuers);
  write_texts(writer, "scopes_supported", facts.scopes);
  write_texts(writer, "bearer_methods_supported", {"header"});
  writer.key("resource_name").string(facts.title).end_object();
  return text;
}

}  // namespace

MetadataDoor::MetadataDoor(const Facts& facts)
    : path_(std::string(kRoot) + facts.path), document_(describe(facts)) {}

std::string MetadataDoor::url(const Facts& facts) { return facts.base + std::string(kRoot) + facts.path; }

bool MetadataDoor::leads(std::string_view path) const { return path == kRoot || path == path_; }

std::optional<Response> MetadataDoor::screen(const Head& head) const {
  if (head.method == "GET" || head.method == "HEAD") return {};
  return wrong_method(*this, head.path, "this is read with GET");
}

void MetadataDoor::serve(const Request& request) { request.reply.send(json(200, document_)); }

}  // namespace mcp::http
