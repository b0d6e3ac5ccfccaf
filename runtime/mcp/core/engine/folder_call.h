#pragma once

#include <functional>

#include <mcp/core/engine/call.h>

namespace mcp {

/// Answers a request for which folders are read: that takes its time and runs code of a back end, so `answer`
/// is called on a thread of the pool.
void answer_from_folders(Request&& request, std::function<Outcome(const Request&)> answer);

}  // namespace mcp
