#include "base64url.h"

#include <mcp/core/base64.h>

namespace mcp::jose {

std::optional<std::string> from_base64url(std::string_view text) {
  std::string padded(text);
  for (char& digit : padded) {
    if (digit == '+' || digit == '/' || digit == '=') return {};
    if (digit == '-')
      digit = '+';
    else if (digit == '_')
      digit = '/';
  }
  padded.append((4 - text.size() % 4) % 4, '=');
  return from_base64(padded);
}

}  // namespace mcp::jose
