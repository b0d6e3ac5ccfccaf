#pragma once

#include <string_view>

#include <mcp/transport/http/wire/response.h>

namespace mcp::http {

/// What is wrong, for programs, as RFC 9457 has it. `errors` is a JSON array of the faults one by one, ""
/// for none.
Response problem(int status, std::string_view detail, std::string_view errors = {});

}  // namespace mcp::http
