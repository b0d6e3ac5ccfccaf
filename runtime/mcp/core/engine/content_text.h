#pragma once

#include <string_view>

#include <mcp/core/content.h>
#include <mcp/core/revision/revision.h>
#include <mcp/json/writer.h>

namespace mcp {

/// One content block as `revision` can say it: what it has no form for becomes text. Throws
/// std::invalid_argument when its annotations or its `_meta` are no JSON object.
void write_block(JsonWriter& writer, const ContentBlock& block, const Revision& revision);

/// One part of a resource; `uri` and `mime_type` stand in where the part names none. Throws as write_block().
void write_part(JsonWriter& writer, const ResourcePart& part, std::string_view uri,
                std::string_view mime_type, const Revision& revision);

/// A block that is only text.
void write_text_block(JsonWriter& writer, std::string_view text);

}  // namespace mcp
