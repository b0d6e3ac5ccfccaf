#include <mcp/core/revision/revision.h>

namespace mcp {

constinit const Revision k2024_11_05{
    .name = "2024-11-05",
    .index = 0,
};

}  // namespace mcp
