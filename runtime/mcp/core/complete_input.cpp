#include <mcp/core/complete_input.h>

#include <mcp/core/codec.h>
#include <mcp/json/json.h>

namespace mcp {

CompleteInput complete_input(std::string_view prefix, const Json& arguments) {
  CompleteInput input{.prefix = std::string(prefix), .arguments = {}};
  if (arguments.is_object()) read(arguments, input.arguments);
  return input;
}

}  // namespace mcp
