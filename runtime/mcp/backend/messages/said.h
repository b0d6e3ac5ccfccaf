#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/files/served_folder.h>
#include <mcp/core/result.h>
#include <mcp/core/template/text_template.h>
#include <mcp/json/json_fwd.h>

namespace mcp::backend {

/// What one message says: the manifest's text or object, its templates taken apart.
class Said {
 public:
  explicit Said(const mcp::Json& said);

  /// The block with the caller's values in it.
  Result<ContentBlock> block(const mcp::Json& arguments, const ServedFolder& files) const;
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  void read_object(const mcp::Json& said);
  void read_media(const mcp::Json& said, const char* key);
  std::optional<TextTemplate> take(const mcp::Json& said, const char* key);

  Result<ContentBlock> fill_from_file(ContentBlock block, const mcp::Json& arguments,
                                      const ServedFolder& files) const;

  ContentBlock::Kind kind_ = ContentBlock::Kind::text;
  std::optional<TextTemplate> text_;
  std::optional<TextTemplate> file_;
  std::optional<std::string> bytes_;  ///< of a `data:` URI
  std::optional<TextTemplate> uri_;
  std::optional<TextTemplate> name_;
  std::string mime_type_;
  std::vector<std::string> problems_;
};

}  // namespace mcp::backend
