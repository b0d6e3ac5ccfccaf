#include <mcp/core/engine/result_text.h>

#include <cstddef>
#include <utility>

#include <mcp/core/engine/describe.h>
#include <mcp/core/revision/classify.h>
#include <mcp/json/json.h>

namespace mcp {
namespace {

/// Of a result: to grow step by step costs more than to write it.
constexpr std::size_t kUsualBytes = 256;

}  // namespace

ResultTexts::ResultTexts(const ServerInfo& info) {
  JsonWriter info_writer(server_info_);
  describe(info_writer, info, k2026_07_28);
  JsonWriter(meta_).begin_object().key(meta_key::kServerInfo).raw(server_info_).end_object();
}

ResultText::ResultText(const ResultTexts& texts, const Revision& revision, std::string_view type)
    : texts_(texts), revision_(revision) {
  text_.reserve(kUsualBytes);
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

std::string ResultText::close(const Json& meta) {
  if (meta.empty() || revision_.era == Era::none) return close();
  writer_.key("_meta").begin_object();
  if (revision_.modern()) writer_.key(meta_key::kServerInfo).raw(texts_.server_info());
  for (const auto& [key, value] : meta.items())
    if (key != meta_key::kServerInfo) writer_.key(key).value(value);
  writer_.end_object().end_object();
  return std::move(text_);
}

}  // namespace mcp
