#pragma once

#include <optional>

#include <mcp/core/engine/call.h>
#include <mcp/json/writer.h>

// The questions of a modern request travel in its result, the state between the rounds with the client.

namespace mcp {

/// The interim result that asks the call's open questions.
Outcome input_required(Call& call);

/// Takes what a retry brings along into the call: the sealed state and the answers. Does nothing for
/// earlier revisions, which have neither.
std::optional<RpcError> take_retry(Call& call);

/// The question as it stands in a map of questions.
void describe(JsonWriter& writer, const Question& question);

}  // namespace mcp
