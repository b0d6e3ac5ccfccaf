#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// The one writer of JSON that goes outside. Appends compact text to a string, puts the commas where
/// they belong, and cannot fail: bytes that are not UTF-8 become U+FFFD, a number that is not finite
/// becomes null, nothing it writes contains a raw line break, and no depth of nesting exhausts the stack.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& null();
  JsonWriter& boolean(bool value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& unsigned_integer(std::uint64_t value);
  JsonWriter& number(double value);
  JsonWriter& string(std::string_view text);
  JsonWriter& value(const Json& value);
  /// `text` is one complete JSON value on one line, written as it is.
  JsonWriter& raw(std::string_view text);

 private:
  void separate();
  void scalar(const Json& value);

  std::string& out_;
  bool comma_ = false;
};

/// `value` as compact text, by the same writer.
std::string to_text(const Json& value);

}  // namespace mcp
