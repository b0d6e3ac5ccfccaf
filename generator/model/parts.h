#pragma once

#include <string>
#include <vector>

#include "model/builder.h"

// The objects that main() makes, and what they are given.

namespace mcpgen {

Initialiser text(std::string value);
Initialiser code(std::string value);
Initialiser list(std::vector<std::string> values);

/// `number` tells objects of the same variant apart: 1 for the first.
Part part(const Variant& variant, std::vector<PartOption> options, std::size_t number = 1);

/// What the manifest limits of mcp::transport::Http, as its `limits` and `sessions`.
void add_http_limits(const ModelBuilder& builder, std::vector<PartOption>& options);

}  // namespace mcpgen
