#pragma once

#include <mcp/core/engine/registry.h>
#include <mcp/core/revision/revision.h>
#include <mcp/core/server.h>
#include <mcp/json/writer.h>

// What lists say, each as one revision can say it.

namespace mcp {

void describe(JsonWriter& writer, const Tool& tool, const Revision& revision);
void describe(JsonWriter& writer, const Resource& resource, bool is_template, const Revision& revision);
void describe(JsonWriter& writer, const Resource::Listed& listed);
void describe(JsonWriter& writer, const Prompt& prompt, const Revision& revision);
/// The object called serverInfo.
void describe(JsonWriter& writer, const ServerInfo& info, const Revision& revision);
/// The object called capabilities: what is served, and nothing else.
void describe_capabilities(JsonWriter& writer, const Registry& registry, const Revision& revision);

}  // namespace mcp
