#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "document/node.h"

namespace mcpgen {

/// place_inside() for many places of one string, which is looked into once, when the first is asked for. The
/// string has to outlive this.
class PlacesInside {
 public:
  /// A stretch of a value that stands as it is, or as one escape, in a line of its file.
  struct Piece {
    std::size_t value_begin;
    std::size_t value_size;
    int line;
    std::size_t source_begin;  // bytes from the start of the line
    std::size_t source_size;
  };

  explicit PlacesInside(const Node& string) : string_(string) {}

  Place at(std::size_t offset, std::size_t length) const;

 private:
  const Node& string_;
  mutable std::optional<std::vector<Piece>> pieces_{};
};

}  // namespace mcpgen
