#pragma once

#include <string>
#include <variant>
#include <vector>

#include <mcp/json/json.h>

#include "cli/client/http/http_message.h"

namespace mcpgen {

/// An argument that a tool's schema marks with `x-mcp-header`: over HTTP it stands in a header as well.
struct ParamHeader {
  std::string name;               ///< what follows `Mcp-Param-`
  std::vector<std::string> path;  ///< member by member from the arguments
};

/// Those of a tool; or what is wrong with one, and then the tool is not to be called.
std::variant<std::vector<ParamHeader>, std::string> read_param_headers(const mcp::Json& input_schema);

/// The headers of a call. An argument that is absent or null has none.
HttpFields param_fields(const std::vector<ParamHeader>& headers, const mcp::Json& arguments);

/// `text` as a header says it: as it is, or as `=?base64?…?=` where it would not arrive so.
std::string header_value(const std::string& text);

}  // namespace mcpgen
