#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json.h>

namespace wire {

/// What is wrong with a message that a server sent, by the official schema of `revision`: empty when it is
/// as it should be. For a response, `answered` is the method of the request it answers, "" when it answers
/// nothing that could be read.
std::vector<std::string> check_wire(std::string_view revision, std::string_view answered,
                                    const mcp::Json& message);

}  // namespace wire
