#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcp {

/// A pattern for paths below a folder: `?` is one character and `*` any number of them within a name,
/// `**/` any number of folders, `**` at the end everything below. Matching follows all ways at once, so
/// its time is at most the length of the pattern times the length of the path.
class Glob {
 public:
  explicit Glob(std::string_view pattern);

  bool matches(std::string_view path) const;
  /// False when only names directly in the folder can match.
  bool crosses_folders() const;

 private:
  struct Token {
    enum class Kind { character, one, name_part, folders, everything };
    Kind kind = Kind::character;
    char character = 0;
  };
  using Positions = std::vector<bool>;

  void enter(Positions& positions, std::size_t index) const;
  void step(const Positions& from, char next, Positions& to) const;

  std::vector<Token> tokens_;
};

}  // namespace mcp
