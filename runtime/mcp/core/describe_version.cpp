#include "describe_version.h"

#include <cstdlib>
#include <string_view>

#include <mcp/core/revision/revision.h>
#include <mcp/core/server.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

constexpr std::string_view kMcpgenVersion = MCPGEN_VERSION;

}  // namespace

std::string describe_version(const ServerInfo& info) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_object().key("name").string(info.name).key("version").string(info.version);
  if (const char* commit = std::getenv("MCPGEN_COMMIT")) writer.key("commit").string(commit);
  writer.key("mcpgenVersion").string(kMcpgenVersion);
  writer.key("protocolVersions").begin_array();
  for (const Revision* revision : revisions()) {
    if (serves(info.protocol, *revision)) writer.string(revision->name);
  }
  writer.end_array().end_object();
  return text;
}

}  // namespace mcp
