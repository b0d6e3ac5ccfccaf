#include <mcp/core/revision/revision.h>

namespace mcp {

constinit const Revision k2026_07_28{
    .name = "2026-07-28",
    .index = 4,
    .era = Era::modern,
    .audio = true,
    .tool_annotations = true,
    .completions_capability = true,
    .progress_message = true,
    .structured_output = true,
    .any_output = true,
    .resource_links = true,
    .titles = true,
    .meta = true,
    .form_elicitation = true,
    .url_elicitation = true,
    .sampling_modes = true,
    .icons = true,
    .missing_resource = -32602,
};

}  // namespace mcp
