#include <mcp/core/content.h>

#include <utility>

namespace mcp {
namespace {

ContentBlock text_block(std::string text) {
  ContentBlock block;
  block.text = std::move(text);
  return block;
}

ContentBlock media_block(ContentBlock::Kind kind, std::string bytes, std::string mime_type) {
  ContentBlock block;
  block.kind = kind;
  block.data = std::move(bytes);
  block.mime_type = std::move(mime_type);
  return block;
}

}  // namespace

Content::Content(std::string text) { this->text(std::move(text)); }
Content::Content(std::string_view text) : Content(std::string(text)) {}
Content::Content(const char* text) : Content(std::string(text)) {}

Content& Content::text(std::string text) { return add(text_block(std::move(text))); }

Content& Content::image(std::string bytes, std::string mime_type) {
  return add(media_block(ContentBlock::Kind::image, std::move(bytes), std::move(mime_type)));
}

Content& Content::audio(std::string bytes, std::string mime_type) {
  return add(media_block(ContentBlock::Kind::audio, std::move(bytes), std::move(mime_type)));
}

Content& Content::text_resource(std::string uri, std::string text, std::string mime_type) {
  ContentBlock block;
  block.kind = ContentBlock::Kind::resource;
  block.uri = std::move(uri);
  block.text = std::move(text);
  block.mime_type = std::move(mime_type);
  return add(std::move(block));
}

Content& Content::binary_resource(std::string uri, std::string bytes, std::string mime_type) {
  ContentBlock block = media_block(ContentBlock::Kind::resource, std::move(bytes), std::move(mime_type));
  block.uri = std::move(uri);
  return add(std::move(block));
}

Content& Content::link(std::string uri, std::string name, std::string mime_type) {
  ContentBlock block;
  block.kind = ContentBlock::Kind::resource_link;
  block.uri = std::move(uri);
  block.name = std::move(name);
  block.mime_type = std::move(mime_type);
  return add(std::move(block));
}

Content& Content::add(ContentBlock block) {
  blocks_.push_back(std::move(block));
  return *this;
}

Contents::Contents(std::string text) { this->text(std::move(text)); }
Contents::Contents(std::string_view text) : Contents(std::string(text)) {}
Contents::Contents(const char* text) : Contents(std::string(text)) {}

Contents& Contents::text(std::string text, std::string mime_type) {
  ResourcePart part;
  part.text = std::move(text);
  part.mime_type = std::move(mime_type);
  return add(std::move(part));
}

Contents& Contents::bytes(std::string bytes, std::string mime_type) {
  ResourcePart part;
  part.bytes = std::move(bytes);
  part.mime_type = std::move(mime_type);
  part.binary = true;
  return add(std::move(part));
}

Contents& Contents::add(ResourcePart part) {
  parts_.push_back(std::move(part));
  return *this;
}

Messages::Messages(std::string text) { user(std::move(text)); }
Messages::Messages(const char* text) : Messages(std::string(text)) {}

Messages& Messages::user(std::string text) { return user(text_block(std::move(text))); }
Messages& Messages::assistant(std::string text) { return assistant(text_block(std::move(text))); }

Messages& Messages::user(ContentBlock block) {
  messages_.push_back({Message::Role::user, std::move(block)});
  return *this;
}

Messages& Messages::assistant(ContentBlock block) {
  messages_.push_back({Message::Role::assistant, std::move(block)});
  return *this;
}

}  // namespace mcp
