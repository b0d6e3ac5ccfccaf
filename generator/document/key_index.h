#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "document/node.h"

namespace mcpgen {

/// Finds members of a map that only ever grows: by walking it while it is small, by hash after that.
class KeyIndex {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  explicit KeyIndex(const Node& map) : map_(map) {}

  /// Where `key` stands among the members, or kNone.
  std::size_t find(std::string_view key);

 private:
  const Node& map_;
  std::unordered_map<std::string, std::size_t> positions_;
  std::size_t indexed_ = 0;
};

}  // namespace mcpgen
