#pragma once

#include <map>
#include <string>
#include <string_view>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// What a completion handler is asked: values of one argument that begin with `prefix`.
struct CompleteInput {
  std::string prefix;
  std::map<std::string, std::string> arguments;  ///< the other arguments, as far as they are known
};

CompleteInput complete_input(std::string_view prefix, const Json& arguments);

}  // namespace mcp
