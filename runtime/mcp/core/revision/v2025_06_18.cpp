#include <mcp/core/revision/revision.h>

namespace mcp {

constinit const Revision k2025_06_18{
    .name = "2025-06-18",
    .index = 2,
    .audio = true,
    .tool_annotations = true,
    .completions_capability = true,
    .progress_message = true,
    .structured_output = true,
    .resource_links = true,
    .titles = true,
    .meta = true,
    .form_elicitation = true,
};

}  // namespace mcp
