#pragma once

#include <string_view>

#include <mcp/core/revision/revision.h>
#include <mcp/json/json_fwd.h>

namespace mcp {

inline constexpr std::string_view kTasksExtension = "io.modelcontextprotocol/tasks";

/// What a client said it can do, as far as we ask it for anything.
struct ClientCapabilities {
  bool form = false;
  bool url = false;
  bool sampling = false;
  bool sampling_tools = false;
  bool sampling_context = false;
  bool roots = false;
  bool tasks = false;
};

/// `declared` is the object that the client sent; what `revision` cannot express counts as not declared.
ClientCapabilities read_client_capabilities(const Json& declared, const Revision& revision);

}  // namespace mcp
