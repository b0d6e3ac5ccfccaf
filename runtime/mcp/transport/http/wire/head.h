#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <mcp/core/ascii.h>

namespace mcp::http {

/// One header line as it came; nothing is decoded.
struct Field {
  std::string_view name;
  std::string_view value;
};

/// The fields that a decision hangs on: a request that repeats one is refused.
enum class Name {
  api_key,  ///< under the name that it has unless the operator chose another
  authorization,
  content_encoding,
  content_length,
  content_type,
  expect,
  host,
  last_event_id,
  mcp_method,
  mcp_name,
  mcp_protocol_version,
  mcp_session_id,
  origin,
  request_id,
  transfer_encoding,
  count
};

std::optional<Name> find_name(std::string_view written);

/// The request line and the fields of a request: views into what was read.
class Head {
 public:
  std::string_view method{};
  std::string_view path{};   ///< as written, up to the `?`
  std::string_view query{};  ///< what follows it
  bool keep_alive = true;
  bool http_1_0 = false;

  /// False when it is one that must not be repeated, and was.
  bool add(Field field);
  void clear();
  const std::vector<Field>& fields() const { return fields_; }
  std::optional<std::string_view> operator[](Name name) const;
  /// The first field of this name, in any letter case.
  std::optional<std::string_view> find(std::string_view name) const;
  /// What was read has moved: every view follows.
  void move(std::string_view from, std::string_view to);

 private:
  std::vector<Field> fields_{};
  std::array<std::optional<std::string_view>, static_cast<std::size_t>(Name::count)> known_{};
};

}  // namespace mcp::http
