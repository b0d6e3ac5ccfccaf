#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mcpgen {

/// What one escape sequence stands for and how many bytes of source it takes.
struct Escape {
  std::string value;
  std::size_t size;
};

/// The escape at `offset` of `text`, where a backslash stands: those of YAML's double quotes, among them
/// all of JSON's, a pair of surrogates counting as one. Nothing when it is not one.
std::optional<Escape> escape_at(std::string_view text, std::size_t offset);

}  // namespace mcpgen
