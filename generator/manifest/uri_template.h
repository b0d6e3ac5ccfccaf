#pragma once

#include <vector>

#include "document/node.h"
#include "manifest/manifest.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// The variables of a resource's URI, in order: `{name}` is one segment's part, `{+name}` may span
/// slashes. Anything that is neither a URI nor such a template is an error.
std::vector<Text> read_uri_variables(const Node& uri, Diagnostics& diagnostics);

}  // namespace mcpgen
