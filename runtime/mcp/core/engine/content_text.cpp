#include <mcp/core/engine/content_text.h>

#include <stdexcept>
#include <string>

#include <mcp/core/base64.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

void optional_text(JsonWriter& writer, std::string_view key, std::string_view text) {
  if (!text.empty()) writer.key(key).string(text);
}

/// Text that a handler made is read and written again: a slip in it must not break the frame.
void optional_object(JsonWriter& writer, std::string_view key, std::string_view json_text) {
  if (json_text.empty()) return;
  const auto document = read_json(json_text, kOwnText);
  const auto* object = std::get_if<Json>(&document);
  if (object == nullptr || !object->is_object())
    throw std::invalid_argument("`" + std::string(key) + "` of a content block or part is no JSON object");
  writer.key(key).value(*object);
}

void write_extras(JsonWriter& writer, const ContentBlock& block, const Revision& revision) {
  optional_object(writer, "annotations", block.annotations);
  if (revision.meta) optional_object(writer, "_meta", block.meta);
}

void write_media(JsonWriter& writer, std::string_view type, const ContentBlock& block) {
  writer.key("type").string(type).key("data").string(to_base64(block.data));
  writer.key("mimeType").string(block.mime_type);
}

void write_embedded(JsonWriter& writer, const ContentBlock& block) {
  writer.key("type").string("resource").key("resource").begin_object().key("uri").string(block.uri);
  optional_text(writer, "mimeType", block.mime_type);
  if (block.data.empty()) {
    writer.key("text").string(block.text);
  } else {
    writer.key("blob").string(to_base64(block.data));
  }
  writer.end_object();
}

void write_link(JsonWriter& writer, const ContentBlock& block) {
  writer.key("type").string("resource_link").key("uri").string(block.uri).key("name").string(block.name);
  optional_text(writer, "title", block.title);
  optional_text(writer, "description", block.description);
  optional_text(writer, "mimeType", block.mime_type);
}

void write_text(JsonWriter& writer, std::string_view text) {
  writer.key("type").string("text").key("text").string(text);
}

}  // namespace

void write_block(JsonWriter& writer, const ContentBlock& block, const Revision& revision) {
  writer.begin_object();
  switch (block.kind) {
    case ContentBlock::Kind::text:
      write_text(writer, block.text);
      break;
    case ContentBlock::Kind::image:
      write_media(writer, "image", block);
      break;
    case ContentBlock::Kind::audio:
      if (revision.audio) {
        write_media(writer, "audio", block);
      } else {
        write_text(writer,
                   "[audio: " + block.mime_type + ", " + std::to_string(block.data.size()) + " bytes]");
      }
      break;
    case ContentBlock::Kind::resource:
      write_embedded(writer, block);
      break;
    case ContentBlock::Kind::resource_link:
      if (revision.resource_links) {
        write_link(writer, block);
      } else {
        write_text(writer, block.name + ": " + block.uri);
      }
      break;
  }
  write_extras(writer, block, revision);
  writer.end_object();
}

void write_part(JsonWriter& writer, const ResourcePart& part, std::string_view uri,
                std::string_view mime_type, const Revision& revision) {
  writer.begin_object().key("uri").string(part.uri.empty() ? uri : part.uri);
  optional_text(writer, "mimeType", part.mime_type.empty() ? mime_type : part.mime_type);
  if (part.binary) {
    writer.key("blob").string(to_base64(part.bytes));
  } else {
    writer.key("text").string(part.text);
  }
  if (revision.meta) optional_object(writer, "_meta", part.meta);
  writer.end_object();
}

void write_text_block(JsonWriter& writer, std::string_view text) {
  writer.begin_object();
  write_text(writer, text);
  writer.end_object();
}

}  // namespace mcp
