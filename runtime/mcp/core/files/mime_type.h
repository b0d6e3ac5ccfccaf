#pragma once

#include <string_view>

namespace mcp {

/// The media type that a file's extension tells, in any case; "" when it tells none.
std::string_view mime_type_of(std::string_view path);

}  // namespace mcp
