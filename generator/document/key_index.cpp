#include "document/key_index.h"

namespace mcpgen {

constexpr std::size_t kSmall = 16;

std::size_t KeyIndex::find(std::string_view key) {
  const auto& members = map_.members;
  if (members.size() <= kSmall) {
    const Member* found = map_.member(key);
    return found ? static_cast<std::size_t>(found - members.data()) : kNone;
  }
  for (; indexed_ < members.size(); ++indexed_) positions_.emplace(members[indexed_].key, indexed_);
  const auto found = positions_.find(std::string(key));
  return found == positions_.end() ? kNone : found->second;
}

}  // namespace mcpgen
