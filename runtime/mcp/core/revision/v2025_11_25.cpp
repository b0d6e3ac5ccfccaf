#include <mcp/core/revision/revision.h>

namespace mcp {

constinit const Revision k2025_11_25{
    .name = "2025-11-25",
    .index = 3,
    .audio = true,
    .tool_annotations = true,
    .completions_capability = true,
    .progress_message = true,
    .structured_output = true,
    .resource_links = true,
    .titles = true,
    .meta = true,
    .form_elicitation = true,
    .url_elicitation = true,
    .elicitation_ids = true,
    .sampling_modes = true,
    .polling = true,
    .icons = true,
};

}  // namespace mcp
