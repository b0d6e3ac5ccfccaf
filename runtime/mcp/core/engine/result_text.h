#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include <mcp/core/revision/revision.h>
#include <mcp/core/server.h>
#include <mcp/json/writer.h>

namespace mcp {

/// What every result of a revision has in common, rendered once.
class ResultTexts {
 public:
  explicit ResultTexts(const ServerInfo& info);
  /// The value of `_meta` of a modern result.
  std::string_view meta() const { return meta_; }
  std::string_view server_info() const { return server_info_; }

 private:
  std::string server_info_{};
  std::string meta_{};
};

/// Writes one `result` object: what its revision demands around the members that the caller writes.
class ResultText {
 public:
  ResultText(const ResultTexts& texts, const Revision& revision, std::string_view type = "complete");

  JsonWriter& writer() { return writer_; }
  /// How long and by whom the result may be kept. Modern results only; says nothing on others.
  void cache_hints(std::chrono::milliseconds ttl, bool shared);
  std::string close();
  /// With what the handler says in `_meta`: an object, or null for nothing.
  std::string close(const Json& meta);

 private:
  const ResultTexts& texts_;
  const Revision& revision_;
  std::string text_{};
  JsonWriter writer_{text_};
};

}  // namespace mcp
