#include <mcp/core/revision/revision.h>

#include <algorithm>

namespace mcp {

const std::array<const Revision*, 5>& revisions() {
  static constexpr std::array<const Revision*, 5> all{&k2024_11_05, &k2025_03_26, &k2025_06_18, &k2025_11_25,
                                                      &k2026_07_28};
  return all;
}

const Revision* find_revision(std::string_view name) {
  for (const Revision* revision : revisions())
    if (revision->name == name) return revision;
  return nullptr;
}

const Revision& newest_legacy() { return k2025_11_25; }

bool serves(const std::vector<std::string_view>& protocol, const Revision& revision) {
  return protocol.empty() || std::find(protocol.begin(), protocol.end(), revision.name) != protocol.end();
}

}  // namespace mcp
