#include <mcp/core/revision/revision.h>

namespace mcp {

constinit const Revision k2025_03_26{
    .name = "2025-03-26",
    .index = 1,
    .batches = true,
    .audio = true,
    .tool_annotations = true,
    .completions_capability = true,
    .progress_message = true,
};

}  // namespace mcp
