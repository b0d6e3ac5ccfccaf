#include "said.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include <mcp/core/base64.h>
#include <mcp/core/codec.h>
#include <mcp/core/files/file_content.h>
#include <mcp/core/files/mime_type.h>
#include <mcp/core/template/place.h>
#include <mcp/json/json.h>

namespace mcp::backend {
namespace {

using Kind = ContentBlock::Kind;

struct DataUri {
  std::string_view mime_type;
  std::string bytes;
};

/// Reads `data:image/png;base64,…`.
std::optional<DataUri> read_data_uri(std::string_view uri) {
  constexpr std::string_view kScheme = "data:";
  constexpr std::string_view kMark = ";base64,";
  const std::size_t mark = uri.find(kMark);
  if (!uri.starts_with(kScheme) || mark == std::string_view::npos) return std::nullopt;
  auto bytes = from_base64(uri.substr(mark + kMark.size()));
  if (!bytes) return std::nullopt;
  return DataUri{uri.substr(kScheme.size(), mark - kScheme.size()), std::move(*bytes)};
}

/// A URI that is one `{argument}` is the caller's; within another each value is a part of it.
std::string render_uri(const TextTemplate& uri, const mcp::Json& arguments) {
  return uri.only_argument() ? uri.render(arguments) : uri.render(arguments, as_uri_part).value_or("");
}

/// True when `said` says exactly one thing.
bool is_clear(const mcp::Json& said) {
  constexpr const char* kThings[] = {"text", "file", "image", "audio", "resource", "link"};
  const auto things = std::count_if(std::begin(kThings), std::end(kThings),
                                    [&](const char* thing) { return said.contains(thing); });
  if (said.contains("resource")) return things == 2 && (said.contains("text") || said.contains("file"));
  return things == 1;
}

}  // namespace

Said::Said(const mcp::Json& said) {
  if (said.is_object() && is_clear(said)) {
    read_object(said);
  } else if (said.is_string()) {
    text_ = TextTemplate(text_of(said));
    problems_ = text_->problems();
  } else {
    problems_.push_back(
        "a message says one of text, file, image, audio, link, or resource together with text or file");
  }
}

void Said::read_object(const mcp::Json& said) {
  if (const mcp::Json* mime_type = find_member(said, "mimeType")) mime_type_ = text_of(*mime_type);
  if (said.contains("link")) {
    kind_ = Kind::resource_link;
    uri_ = take(said, "link");
    name_ = take(said, "name");
  } else if (said.contains("image")) {
    kind_ = Kind::image;
    read_media(said, "image");
  } else if (said.contains("audio")) {
    kind_ = Kind::audio;
    read_media(said, "audio");
  } else {
    if (said.contains("resource")) kind_ = Kind::resource;
    uri_ = take(said, "resource");
    text_ = take(said, "text");
    file_ = take(said, "file");
  }
}

void Said::read_media(const mcp::Json& said, const char* key) {
  const std::string_view source = text_of(said[key]);
  if (!source.starts_with("data:")) {
    file_ = take(said, key);
    return;
  }
  std::optional<DataUri> data = read_data_uri(source);
  if (!data) {
    problems_.push_back("not a `data:` URI in Base64, as in `data:image/png;base64,…`");
    return;
  }
  bytes_ = std::move(data->bytes);
  if (mime_type_.empty()) mime_type_ = data->mime_type;
}

std::optional<TextTemplate> Said::take(const mcp::Json& said, const char* key) {
  const mcp::Json* source = find_member(said, key);
  if (!source) return std::nullopt;
  TextTemplate text(text_of(*source));
  problems_.insert(problems_.end(), text.problems().begin(), text.problems().end());
  return text;
}

Result<ContentBlock> Said::block(const mcp::Json& arguments, const ServedFolder& files) const {
  ContentBlock block;
  block.kind = kind_;
  block.mime_type = mime_type_;
  if (uri_) {
    block.uri = render_uri(*uri_, arguments);
    if (block.uri.empty()) return Error{Error::Code::invalid_params, "the resource's URI is empty"};
    if (mime_type_.empty()) block.mime_type = mime_type_of(block.uri);
  }
  if (kind_ == Kind::resource_link) block.name = name_ ? name_->render(arguments) : block.uri;
  if (file_) return fill_from_file(std::move(block), arguments, files);
  if (bytes_) block.data = *bytes_;
  if (text_) block.text = text_->render(arguments);
  return block;
}

Result<ContentBlock> Said::fill_from_file(ContentBlock block, const mcp::Json& arguments,
                                          const ServedFolder& files) const {
  Result<ServedFolder::File> file = files.read(*file_, arguments);
  if (!file) return file.error();
  ResourcePart part = file_part(file->path, std::move(file->bytes), mime_type_);
  if (kind_ == Kind::text) {
    if (part.binary) return Error{Error::Code::internal, "a message's file is not text"};
    block.text = std::move(part.text);
    return block;
  }
  block.mime_type = std::move(part.mime_type);
  if (part.binary || kind_ != Kind::resource) {
    block.data = part.binary ? std::move(part.bytes) : std::move(part.text);
  } else {
    block.text = std::move(part.text);
  }
  return block;
}

}  // namespace mcp::backend
