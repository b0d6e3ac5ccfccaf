#include <mcp/core/files/file_content.h>

#include <utility>

#include <mcp/core/files/mime_type.h>
#include <mcp/core/template/place.h>
#include <mcp/json/utf8.h>

namespace mcp {

ResourcePart file_part(std::string_view path, std::string bytes, std::string_view mime_type) {
  ResourcePart part;
  part.binary = bytes.find('\0') != std::string::npos || !is_utf8(bytes);
  if (mime_type.empty()) mime_type = mime_type_of(path);
  if (mime_type.empty()) mime_type = part.binary ? "application/octet-stream" : "text/plain";
  part.mime_type = mime_type;
  (part.binary ? part.bytes : part.text) = std::move(bytes);
  return part;
}

ContentBlock file_block(std::string_view path, std::string bytes, std::string_view mime_type) {
  ResourcePart part = file_part(path, std::move(bytes), mime_type);
  ContentBlock block;
  const bool image = part.mime_type.starts_with("image/");
  if (image || part.mime_type.starts_with("audio/")) {
    block.kind = image ? ContentBlock::Kind::image : ContentBlock::Kind::audio;
    block.data = part.binary ? std::move(part.bytes) : std::move(part.text);
  } else if (part.binary) {
    block.kind = ContentBlock::Kind::resource;
    block.uri = "file:///";
    append_percent_encoded(block.uri, path, "/");
    block.data = std::move(part.bytes);
  } else {
    block.text = std::move(part.text);
    return block;
  }
  block.mime_type = std::move(part.mime_type);
  return block;
}

}  // namespace mcp
