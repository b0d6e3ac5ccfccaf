#include <mcp/core/revision/revision.h>

namespace mcp {

constinit const Revision kNoRevision{
    .name = "none",
    .index = 5,
    .era = Era::none,
    .audio = true,
    .tool_annotations = true,
    .structured_output = true,
    .any_output = true,
    .resource_links = true,
    .titles = true,
    .meta = true,
    .icons = true,
};

}  // namespace mcp
