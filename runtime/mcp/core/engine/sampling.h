#pragma once

#include <string>

#include <mcp/core/engine/client_capabilities.h>
#include <mcp/core/question.h>
#include <mcp/core/result.h>
#include <mcp/json/json_fwd.h>

namespace mcp {

/// The params of `sampling/createMessage`, as JSON text; an error when the request makes no sense.
Result<std::string> sampling_params(const SampleRequest& request, const ClientCapabilities& client);

/// Why an answer to it does not do, "" when it does.
std::string sample_misfit(const Json& answer);

/// One that does.
Sample to_sample(const Json& answer);

}  // namespace mcp
