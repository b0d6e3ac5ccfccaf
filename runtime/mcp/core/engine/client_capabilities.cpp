#include <mcp/core/engine/client_capabilities.h>

#include <mcp/core/members.h>
#include <mcp/json/json.h>

namespace mcp {
namespace {

/// The member when it is an object, null otherwise.
const Json* object_member(const Json* object, std::string_view key) {
  const Json* member = object == nullptr ? nullptr : find_member(*object, key);
  return member != nullptr && member->is_object() ? member : nullptr;
}

}  // namespace

ClientCapabilities read_client_capabilities(const Json& declared, const Revision& revision) {
  ClientCapabilities result;
  const Json* elicitation = object_member(&declared, "elicitation");
  const bool url = object_member(elicitation, "url") != nullptr;
  const bool form = object_member(elicitation, "form") != nullptr;
  // An object that names no mode means forms: it was the only mode when the capability came.
  result.form = revision.form_elicitation && elicitation != nullptr && (form || !url);
  result.url = revision.url_elicitation && url;
  const Json* sampling = object_member(&declared, "sampling");
  result.sampling = sampling != nullptr;
  result.sampling_tools = revision.sampling_modes && object_member(sampling, "tools") != nullptr;
  // Before there was a capability for it, every client that samples took it.
  result.sampling_context =
      revision.sampling_modes ? object_member(sampling, "context") != nullptr : result.sampling;
  result.roots = object_member(&declared, "roots") != nullptr;
  result.tasks =
      revision.modern() && object_member(object_member(&declared, "extensions"), kTasksExtension) != nullptr;
  return result;
}

}  // namespace mcp
