#pragma once

#include <string_view>

namespace mcp::http {

/// Why a request is not served. After a fault of framing nothing that follows on the connection can be
/// trusted.
struct Refusal {
  int status = 400;
  std::string_view reason{};  ///< a literal, for the client
};

}  // namespace mcp::http
