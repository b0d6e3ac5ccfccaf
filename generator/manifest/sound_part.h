#pragma once

#include "document/node.h"
#include "manifest/shape.h"

namespace mcpgen {

/// The manifest without what check_shape() found at fault, so that the rest can be read: a tool, resource
/// or prompt keeps what is sound of it, and what its arguments are is null where it is not certain; a type
/// becomes any value and a variable undescribed, so that their users are not reported as well; a skill is
/// left out; any other section is there but null.
Node sound_part(const Node& root, const FaultyNodes& faulty);

}  // namespace mcpgen
