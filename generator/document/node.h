#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "support/source.h"

namespace mcpgen {

struct Member;

/// A value of a manifest that knows where it stands. YAML and JSON give the same nodes.
struct Node {
  enum class Kind { null, boolean, integer, number, string, list, map };

  Kind kind = Kind::null;
  Place place;
  /// A string's value; for other scalars their source text, so that `1.10` can still be read as text.
  std::string text;
  bool quoted = false;  ///< written in quotes or as a block: certainly meant as text
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;  ///< set for integers as well
  std::vector<Node> items;
  std::vector<Member> members;  ///< in the order of the file; keys are distinct

  bool is(Kind k) const { return kind == k; }
  bool is_string() const { return kind == Kind::string; }
  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }
  bool is_null() const { return kind == Kind::null; }

  /// The member's value, or nullptr when this is no map or has no such key.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Member* member(std::string_view key) const;

  /// A number or boolean becomes the text that it is written as.
  void take_as_text();

  /// Nodes made by mcpgen (expanded shorthand): `at` is the text they stand for.
  static Node make_string(std::string text, Place at);
  static Node make_integer(std::int64_t value, Place at);
  static Node make_number(double value, std::string text, Place at);
  static Node make_boolean(bool value, Place at);
  static Node make_null(Place at);
  static Node make_list(Place at);
  static Node make_map(Place at);
  /// Appends a member to a map; the key must not be there yet.
  Node& put(std::string key, Node value, Place key_place);
  Node& put(std::string key, Node value);
};

struct Member {
  std::string key;
  Place key_place;
  Node value;
};

/// Columns beyond this are not looked into: nobody reads a line that long, and looking costs its length.
inline constexpr int kExactColumns = 16 * 1024;

/// Where the bytes [offset, offset + length) of a string node's value stand in its file: exact for plain
/// and quoted scalars on one line and for block scalars, otherwise the node's own place.
Place place_inside(const Node& string, std::size_t offset, std::size_t length);

/// The node as JSON, members in order.
nlohmann::ordered_json to_json(const Node& node);

/// The node as JSON text on one line. Bytes of strings as they are, except that control characters,
/// line separators, bidi controls and other code points a reader cannot see are written as \uXXXX.
std::string to_json_text(const Node& node);

}  // namespace mcpgen
