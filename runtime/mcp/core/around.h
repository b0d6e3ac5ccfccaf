#pragma once

// What generated code puts around the function that answers a tool or a prompt.

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include <mcp/core/context.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>
#include <mcp/core/template/text_template.h>
#include <mcp/json/json_fwd.h>

namespace mcp {

/// Asks the client's user before `call` runs: `question` is a template in which `{argument}` stands for
/// what the caller sent. Anything but "accept" is a failed call, and `call` never runs.
std::function<Result<ToolAnswer>(const Json& arguments, Context&)> confirmed(
    std::string_view question, std::function<Result<ToolAnswer>(const Json& arguments, Context&)> call);

/// The object that `json_text` is, to be filled_in() later.
std::shared_ptr<const Json> read_defaults(std::string_view json_text);
/// `arguments`, with the members of `defaults` where it has none of that name.
std::shared_ptr<const Json> filled_in(const Json& arguments, const Json& defaults);

/// `answer` as if the caller had sent the defaults it left out.
template <typename Answer>
auto with_defaults(std::string_view json_text, Answer answer) {
  return [defaults = read_defaults(json_text), answer = std::move(answer)](const Json& arguments,
                                                                           Context& context) {
    return answer(*filled_in(arguments, *defaults), context);
  };
}

}  // namespace mcp
