#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json.h>

namespace mcp {

struct HeaderFacts;

/// An argument that its schema marks with `x-mcp-header`: over HTTP it stands in a header as well, so that
/// who routes requests need not read their bodies.
struct ParamHeader {
  std::string header;             ///< what follows `Mcp-Param-`
  std::vector<std::string> path;  ///< member by member from the arguments
};

/// Those of a tool: what is reached through `properties` alone.
std::vector<ParamHeader> find_param_headers(std::string_view input_schema_json);

/// The first of them whose header and argument differ, "" when all agree.
std::string differing_header(const std::vector<ParamHeader>& params, const Json& arguments,
                             const HeaderFacts& headers);

}  // namespace mcp
