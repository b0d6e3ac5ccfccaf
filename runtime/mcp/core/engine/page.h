#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <mcp/json/writer.h>

namespace mcp {

/// The number of the page that a cursor of ours names; nothing for any other text.
std::optional<std::size_t> parse_cursor(std::string_view cursor);

/// The entries of a list that are on one page.
struct Page {
  std::size_t number = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t total = 0;

  /// Nothing for a page behind the last. An empty list has one page.
  static std::optional<Page> of(std::size_t number, std::size_t total, std::size_t size);
  /// The member `nextCursor`, where another page follows.
  void write_cursor(JsonWriter& writer) const;
};

}  // namespace mcp
