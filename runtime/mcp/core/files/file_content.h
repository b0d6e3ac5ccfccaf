#pragma once

#include <string>
#include <string_view>

#include <mcp/core/content.h>

namespace mcp {

/// A file as it is sent: its text when it is UTF-8 without NUL, else its bytes. The media type is
/// `mime_type`, or what the path's extension tells, or what the bytes show.
ResourcePart file_part(std::string_view path, std::string bytes, std::string_view mime_type = {});

/// The same as a block: image, audio, text, or for other bytes an embedded resource.
ContentBlock file_block(std::string_view path, std::string bytes, std::string_view mime_type = {});

}  // namespace mcp
