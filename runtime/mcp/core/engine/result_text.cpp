#include <mcp/core/engine/result_text.h>

#include <utility>

#include <mcp/core/engine/describe.h>
#include <mcp/core/revision/classify.h>

namespace mcp {

ResultTexts::ResultTexts(const ServerInfo& info) {
  JsonWriter writer(meta_);
  writer.begin_object().key(meta_key::kServerInfo);
  describe(writer, info, k2026_07_28);
  writer.end_object();
}

ResultText::ResultText(const ResultTexts& texts, const Revision& revision, std::string_view type)
    : texts_(texts), revision_(revision) {
  writer_.begin_object();
  if (revision_.modern()) writer_.key("resultType").string(type);
}

void ResultText::cache_hints(std::chrono::milliseconds ttl, bool shared) {
  if (!revision_.modern()) return;
  writer_.key("ttlMs").integer(ttl.count());
  writer_.key("cacheScope").string(shared ? "public" : "private");
}

std::string ResultText::close() {
  if (revision_.modern()) writer_.key("_meta").raw(texts_.meta());
  writer_.end_object();
  return std::move(text_);
}

}  // namespace mcp
